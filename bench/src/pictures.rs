//! Photos as a camera takes them, made into every rendition, beside `vipsthumbnail` (libvips), which makes the same sizes
//! and formats of the same files with as many processes as there are cores.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use image::RgbImage;
use imaging::{Made, Rendition, Task, TaskOutput};

use crate::report::Report;
use crate::{Plan, median};

/// Size of a photo in pixels: 12 megapixels.
const SIZE: (u32, u32) = (4_000, 3_000);
/// Photos.
const PHOTOS: usize = 8;

/// Makes the photos, then the renditions, in turns with the peer.
pub fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let photos: Vec<PathBuf> = (0..PHOTOS).map(|number| photo(folder.path(), number)).collect::<anyhow::Result<_>>()?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut files = 0;
    for _ in 0..plan.rounds {
        let began = Instant::now();
        let made = on_all_cores(&photos, |photo| {
            let TaskOutput::Renditions(made) =
                imaging::inspect(std::fs::read(photo)?.into(), Task::Renditions)?.run_task()?
            else {
                anyhow::bail!("renditions were asked for");
            };
            Ok(made)
        })?;
        ours.push(began.elapsed().as_secs_f64());
        files = made.iter().map(|made| made.files.len()).sum::<usize>();
        let began = Instant::now();
        let sizes = sizes(made.first().context("a photo")?);
        on_all_cores(&photos, |photo| by_the_peer(photo, &sizes))?;
        theirs.push(began.elapsed().as_secs_f64());
    }
    let (ours, theirs) = (median(ours), median(theirs));
    report.line(
        "renditions (JPEG and WebP) of photos of 12 megapixels: vipsthumbnail",
        &format!("**{:.2}**", theirs / ours),
        &format!("{:.0} and {:.0} renditions/s", files as f64 / ours, files as f64 / theirs),
        "0.5; aim 1.0",
    );
    Ok(())
}

/// Does the work for each photo, one thread for each core; gives the results in no order.
fn on_all_cores<T: Send>(
    photos: &[PathBuf],
    work: impl Fn(&Path) -> anyhow::Result<T> + Sync,
) -> anyhow::Result<Vec<T>> {
    let cores = std::thread::available_parallelism()?.get();
    let work = &work;
    std::thread::scope(|scope| {
        let shares = (0..cores).map(|core| {
            let own: Vec<&PathBuf> = photos.iter().skip(core).step_by(cores).collect();
            scope.spawn(move || own.into_iter().map(|photo| work(photo)).collect::<anyhow::Result<Vec<T>>>())
        });
        let shares: Vec<_> = shares.collect();
        let mut all = Vec::new();
        for share in shares {
            all.extend(share.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??);
        }
        Ok(all)
    })
}

/// The arguments for each rendition: its size, and what to write.
fn sizes(made: &Made) -> Vec<(String, String)> {
    let size = |rendition: &Rendition| match rendition {
        Rendition::Width(width, format) => (format!("{width}x"), format.extension()),
        Rendition::Share => ("1200x630".to_owned(), "jpg"),
    };
    let of = |(rendition, _): &(Rendition, Vec<u8>)| {
        let (size, extension) = size(rendition);
        // The same qualities; progressive JPEG with codes of its own.
        let options = if extension == "jpg" { "Q=80,interlace,optimize_coding,strip" } else { "Q=76,strip" };
        (size, format!("%s-{rendition}.{extension}[{options}]"))
    };
    made.files.iter().map(of).collect()
}

fn by_the_peer(photo: &Path, sizes: &[(String, String)]) -> anyhow::Result<()> {
    for (size, output) in sizes {
        let mut command = Command::new("vipsthumbnail");
        command.arg(photo).args(["--size", size, "-o", output]).env("VIPS_CONCURRENCY", "1");
        if size == "1200x630" {
            command.args(["--smartcrop", "centre"]);
        }
        ensure!(command.status().context("vipsthumbnail (Debian: libvips-tools)")?.success(), "{size}: vipsthumbnail");
    }
    Ok(())
}

/// A JPEG with large soft shapes and the grain of a sensor.
pub fn photo(folder: &Path, number: usize) -> anyhow::Result<PathBuf> {
    let seed = u32::try_from(number)?.wrapping_mul(0x9e37_79b9);
    let noise = |x: u32, y: u32| {
        let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_add(seed);
        (mixed ^ mixed >> 15).wrapping_mul(2_654_435_761) >> 24
    };
    let pixels = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        let soft = |size: u32| {
            let (column, row) = (x / size, y / size);
            let (across, down) = ((x % size) as f32 / size as f32, (y % size) as f32 / size as f32);
            let corner = |dx, dy| noise(column + dx, row + dy) as f32;
            let top = corner(0, 0) * (1.0 - across) + corner(1, 0) * across;
            let bottom = corner(0, 1) * (1.0 - across) + corner(1, 1) * across;
            top * (1.0 - down) + bottom * down
        };
        let (far, near, grain) = (soft(600), soft(60), noise(x, y) as f32 / 16.0);
        let value = |of_far: f32| (far * of_far + near * (0.9 - of_far) + grain).clamp(0.0, 255.0) as u8;
        image::Rgb([value(0.7), value(0.6), value(0.5)])
    });
    let file = folder.join(format!("photo{number}.jpg"));
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(&pixels)?;
    std::fs::write(&file, bytes)?;
    Ok(file)
}
