//! HEIC files as phones write them: a grid of tiles, put together from one coded tile.

// Each test uses a part of it.
#![allow(dead_code)]

use heic_rs::context::Context;

/// A tile of 256 x 256 pixels, coded by x265 from a demo photo.
pub const TILE: &[u8] = include_bytes!("../heic/tile.heic");
/// Pixels a side of the tile.
pub const SIDE: u32 = 256;

/// A grid of the same tile.
pub struct Grid {
    pub columns: u8,
    pub rows: u8,
    /// The size that the container declares for the picture.
    pub size: (u32, u32),
    /// The size that it declares for each tile.
    pub tile: (u32, u32),
    /// Quarter turns against the clock.
    pub turns: Option<u8>,
    pub profile: Option<Vec<u8>>,
}

impl Grid {
    pub fn of(columns: u8, rows: u8) -> Self {
        let size = (SIDE * u32::from(columns), SIDE * u32::from(rows));
        Self { columns, rows, size, tile: (SIDE, SIDE), turns: None, profile: None }
    }

    /// The file.
    pub fn file(&self) -> Vec<u8> {
        let context = Context::open(TILE).unwrap();
        let configuration = &TILE[range_of(TILE, b"hvcC")];
        let coded = context.item_data(context.meta.primary).unwrap().into_owned();
        let tiles = u16::from(self.columns) * u16::from(self.rows);
        let grid = tiles + 1;
        let entry = |item: u16, kind: &[u8]| full(b"infe", 2, &[&item.to_be_bytes()[..], &[0, 0], kind, &[0]].concat());
        let mut infos: Vec<u8> = (1..=tiles).flat_map(|item| entry(item, b"hvc1")).collect();
        infos.extend(entry(grid, b"grid"));
        let size =
            |(width, height): (u32, u32)| full(b"ispe", 0, &[width.to_be_bytes(), height.to_be_bytes()].concat());
        let mut properties = [configuration.to_vec(), size(self.tile), size(self.size)].concat();
        properties.extend(full(b"pixi", 0, &[3, 8, 8, 8]));
        // What the samples mean, as the coded tile says it.
        properties.extend(&TILE[range_of(TILE, b"colr")]);
        let mut of_grid = vec![3, 4, 5];
        if let Some(turns) = self.turns {
            properties.extend(plain(b"irot", &[turns]));
            of_grid.push(0x86);
        }
        if let Some(profile) = &self.profile {
            properties.extend(plain(b"colr", &[b"prof", profile.as_slice()].concat()));
            of_grid.push(6 + u8::from(self.turns.is_some()));
        }
        let mut associations = u32::from(grid).to_be_bytes().to_vec();
        for tile in 1..=tiles {
            associations.extend([&tile.to_be_bytes()[..], &[2, 0x81, 2]].concat());
        }
        associations.extend([&grid.to_be_bytes()[..], &[u8::try_from(of_grid.len()).unwrap()], &of_grid].concat());
        let properties = plain(b"iprp", &[plain(b"ipco", &properties), full(b"ipma", 0, &associations)].concat());
        let mut parts = [grid.to_be_bytes(), tiles.to_be_bytes()].concat();
        parts.extend((1..=tiles).flat_map(u16::to_be_bytes));
        let references = full(b"iref", 0, &plain(b"dimg", &parts));
        let [width, height] = [self.size.0, self.size.1].map(|side| u16::try_from(side).unwrap().to_be_bytes());
        let shape = [&[0, 0, self.rows - 1, self.columns - 1][..], &width, &height].concat();
        let handler = full(b"hdlr", 0, &[&[0; 4][..], b"pict", &[0; 13]].concat());
        // Every tile is the same piece of the file.
        let meta = |at: u32| {
            let length = u32::try_from(coded.len()).unwrap();
            let place = |item: u16, at: u32, length: usize| {
                let length = u32::try_from(length).unwrap().to_be_bytes();
                [&item.to_be_bytes()[..], &[0, 0, 0, 1], &at.to_be_bytes(), &length].concat()
            };
            let mut places = [&[0x44, 0][..], &grid.to_be_bytes()].concat();
            places.extend((1..=tiles).flat_map(|item| place(item, at, coded.len())));
            places.extend(place(grid, at + length, shape.len()));
            let items = full(b"iinf", 0, &[&grid.to_be_bytes()[..], &infos].concat());
            let primary = full(b"pitm", 0, &grid.to_be_bytes());
            full(
                b"meta",
                0,
                &[&handler[..], &primary, &full(b"iloc", 0, &places), &items, &properties, &references].concat(),
            )
        };
        let kind = plain(b"ftyp", b"heic\0\0\0\0mif1heic");
        let begins = u32::try_from(kind.len() + meta(0).len() + 8).unwrap();
        [kind, meta(begins), plain(b"mdat", &[&coded[..], &shape].concat())].concat()
    }
}

fn plain(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len() + 8).unwrap().to_be_bytes()[..], kind, data].concat()
}

fn full(kind: &[u8; 4], version: u8, data: &[u8]) -> Vec<u8> {
    plain(kind, &[&[version, 0, 0, 0], data].concat())
}

/// Where the first box of this kind stands.
fn range_of(file: &[u8], kind: &[u8; 4]) -> std::ops::Range<usize> {
    let at = file.windows(4).position(|four| four == kind).unwrap() - 4;
    let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    at..at + usize::try_from(length).unwrap()
}
