//! Checks that the whole picture of a JPEG is there. Reads the Huffman codes of every scan as a decoder does, without
//! computing pixels. Decoders show what there is and leave the rest grey, but a newsroom has to know.
//!
//! Tolerated, because cameras and programs write it: a missing end marker if every unit is there, padding, further
//! bytes after a scan, restart markers with other numbers, a last unit whose bits run out before an end marker.
//!
//! Terms: a unit is a minimum coded unit (MCU). A picture in passes is a progressive JPEG. The first coefficient of a
//! block is its DC coefficient, the rest are its AC coefficients.

use super::codes::{Bits, Table};
use super::{big, cut_short, size};
use crate::{Refused, Result};

/// Coefficients in a block.
const BLOCK: usize = 64;
/// Twice the largest DC coefficient of a picture with 8 bits; only corrupt codes exceed it.
const FIRST_MAX: i64 = 2 * 1024;

/// Scans in a file, at most. Encoders write about a dozen, and each may take a pass over all blocks.
const SCANS_MAX: usize = 100;

/// A colour component.
#[derive(Default)]
struct Component {
    id: u8,
    /// Blocks in a unit, across and down.
    across: usize,
    down: usize,
    /// The index of its quantization table.
    quant_table: usize,
    /// Blocks in a row, rounded up to whole units.
    stride: usize,
    /// For each block, a bit set of the coefficients that are no longer zero; empty unless the JPEG is progressive.
    known: Vec<u64>,
    /// For each coefficient, how many bits are still to come; `None` if none has come yet.
    pending_bits: Option<Box<[Option<u8>; BLOCK]>>,
    /// The Huffman tables (DC and AC) of the current scan, and the DC coefficient of the previous block.
    first_table: usize,
    rest_table: usize,
    last: i64,
}

/// A scan header.
struct Scan {
    components: Vec<usize>,
    /// The first and the last coefficient that the scan contains.
    from: usize,
    to: usize,
    /// Successive approximation (Ah and Al of the header): how many low bits the previous scans left out, or 0 if it is
    /// the first, and how many this one leaves out.
    approx_high: u8,
    approx_low: u8,
}

/// What has been read of a file so far.
#[derive(Default)]
struct Walk {
    is_ended: bool,
    width: usize,
    height: usize,
    in_passes: bool,
    components: Vec<Component>,
    first_tables: [Option<Table>; 4],
    rest_tables: [Option<Table>; 4],
    /// The step of the DC coefficient in each quantization table.
    dc_steps: [i64; 4],
    /// Units between two restart markers; 0 if there are none.
    restart: usize,
    /// Empty blocks still to come, according to the last code for a run of them.
    empty_run: u32,
    /// Whether a block of the last unit has AC coefficients; not set for a progressive JPEG.
    last_has_more: bool,
    /// Whether the codes of the last scan end in a run of zeros that draw something. The zeros of a flat picture draw
    /// nothing.
    ends_in_a_gap: bool,
}

/// Reads the scans of `bytes`, a JPEG without its metadata. `is_ended` says whether the file had its end marker.
/// Returns [`Refused::Damaged`] if part of the picture is missing or a code is invalid, and [`Refused::Unsupported`] if
/// it does not have 8 bits per colour. Takes 8 bytes of memory for each block of a progressive JPEG; nothing else grows
/// with the picture.
pub(super) fn check(bytes: &[u8], is_ended: bool) -> Result<()> {
    let (mut walk, mut at, mut scans) = (Walk { is_ended, ..Walk::default() }, 2, 0);
    loop {
        let marker = next_marker(bytes, &mut at).unwrap_or(0xd9);
        if marker == 0xd9 {
            return walk.check_end();
        }
        let length = size(big::<2>(bytes, at)?);
        let data = bytes.get(at + 2..at + length).ok_or_else(cut_short)?;
        at += length;
        match marker {
            0xc0..=0xc2 => walk.begin(data, marker == 0xc2)?,
            0xc4 => walk.take_tables(data)?,
            0xdb => walk.take_quant_tables(data),
            0xdd => walk.restart = size(big::<2>(data, 0)?),
            0xda if scans == SCANS_MAX => return Err(out_of_step()),
            0xda => {
                scans += 1;
                at = walk.scan(data, bytes, at)?;
            }
            // Other kinds of coding, which the decoder refuses.
            0xc3 | 0xc5..=0xcf => return Ok(()),
            _ => {}
        }
    }
}

/// Returns the next marker that is not a restart marker and moves `at` past it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        *at += bytes.get(*at..)?.iter().position(|byte| *byte == 0xff)? + 1;
        match *bytes.get(*at)? {
            0xff => {}
            0x00 | 0x01 | 0xd0..=0xd7 => *at += 1,
            marker => {
                *at += 1;
                return Some(marker);
            }
        }
    }
}

impl Walk {
    fn begin(&mut self, data: &[u8], in_passes: bool) -> Result<()> {
        let depth = big::<1>(data, 0)?;
        if depth != 8 {
            return Err(Refused::Unsupported(format!("it has {depth} bits a colour")));
        }
        let (height, width, count) = (big::<2>(data, 1)?, big::<2>(data, 3)?, size(big::<1>(data, 5)?));
        (self.height, self.width, self.in_passes) = (size(height), size(width), in_passes);
        for n in 0..count {
            let [id, samples, quant_table] =
                [0, 1, 2].map(|byte| data.get(6 + 3 * n + byte).copied().unwrap_or_default());
            // A single component has one block in a unit, whatever its header says.
            let (across, down) = if count == 1 { (1, 1) } else { (samples >> 4, samples & 15) };
            let [across, down] = [across, down].map(|blocks| usize::from(blocks.clamp(1, 4)));
            self.components.push(Component {
                id,
                across,
                down,
                quant_table: usize::from(quant_table & 3),
                ..Component::default()
            });
        }
        let (across, down) = self.units();
        for component in &mut self.components {
            component.stride = across * component.across;
            if in_passes {
                component.known = vec![0; component.stride * down * component.down];
            }
        }
        Ok(())
    }

    /// The number of units of all components, across and down.
    fn units(&self) -> (usize, usize) {
        let (across, down) = self.most_blocks();
        (self.width.div_ceil(8 * across), self.height.div_ceil(8 * down))
    }

    fn most_blocks(&self) -> (usize, usize) {
        let across = self.components.iter().map(|component| component.across).max();
        let down = self.components.iter().map(|component| component.down).max();
        (across.unwrap_or(1), down.unwrap_or(1))
    }

    fn take_tables(&mut self, mut data: &[u8]) -> Result<()> {
        while let Some((head, rest)) = data.split_first() {
            let (table, used) = Table::read(rest).ok_or_else(out_of_step)?;
            let tables = if head >> 4 == 0 { &mut self.first_tables } else { &mut self.rest_tables };
            tables[usize::from(head & 3)] = Some(table);
            data = rest.get(used..).unwrap_or_default();
        }
        Ok(())
    }

    fn take_quant_tables(&mut self, mut data: &[u8]) {
        while let Some((head, rest)) = data.split_first() {
            let bytes = if head >> 4 == 0 { 1 } else { 2 };
            let Some(table) = rest.get(..bytes * BLOCK) else { return };
            self.dc_steps[usize::from(head & 3)] =
                table[..bytes].iter().fold(0, |step, byte| step << 8 | i64::from(*byte));
            data = &rest[bytes * BLOCK..];
        }
    }

    /// Reads a scan whose codes begin at `at`. Returns where they end.
    fn scan(&mut self, head: &[u8], bytes: &[u8], at: usize) -> Result<usize> {
        let scan = self.scan_of(head)?;
        let (across, down) = match scan.components.as_slice() {
            [one] => {
                let (most_across, most_down) = self.most_blocks();
                let one = &self.components[*one];
                ((self.width * one.across).div_ceil(8 * most_across), (self.height * one.down).div_ceil(8 * most_down))
            }
            _ => self.units(),
        };
        let mut bits = Bits::new(bytes, at);
        let last = across * down - 1;
        self.restart();
        for unit in 0..=last {
            if self.restart > 0 && unit > 0 && unit.is_multiple_of(self.restart) {
                bits.pass_restart().ok_or_else(cut_short)?;
                self.restart();
            }
            self.last_has_more = false;
            self.unit(&scan, &mut bits, (unit % across, unit / across))?;
            if bits.ran_out() && !(unit == last && self.is_ended) {
                return Err(cut_short());
            }
        }
        self.note(&scan);
        self.ends_in_a_gap = self.last_has_more && bits.ends_in_a_gap();
        bits.end_of_scan().ok_or_else(out_of_step)
    }

    fn scan_of(&mut self, head: &[u8]) -> Result<Scan> {
        let count = usize::from(*head.first().ok_or_else(cut_short)?);
        let mut components = Vec::new();
        for pair in head.get(1..1 + 2 * count).ok_or_else(cut_short)?.chunks_exact(2) {
            let found = self.components.iter().position(|component| component.id == pair[0]).ok_or_else(out_of_step)?;
            let component = &mut self.components[found];
            (component.first_table, component.rest_table) = (usize::from(pair[1] >> 4 & 3), usize::from(pair[1] & 3));
            components.push(found);
        }
        let [from, to, bits] = [1, 2, 3].map(|byte| head.get(2 * count + byte).copied().unwrap_or_default());
        // A scan of a picture in one pass has all coefficients. Some phones write other numbers here.
        let (from, to, bits) = if self.in_passes { (from, to, bits) } else { (0, 63, 0) };
        let (from, to) = (usize::from(from), usize::from(to));
        let is_sound = !components.is_empty() && from <= to && to < BLOCK && (from == 0 || components.len() == 1);
        if !is_sound || (self.in_passes && from == 0 && to > 0) {
            return Err(out_of_step());
        }
        Ok(Scan { components, from, to, approx_high: bits >> 4, approx_low: bits & 15 })
    }

    fn restart(&mut self) {
        self.empty_run = 0;
        for component in &mut self.components {
            component.last = 0;
        }
    }

    /// Reads one unit: a block of the only component, or all blocks of each component.
    fn unit(&mut self, scan: &Scan, bits: &mut Bits<'_>, (x, y): (usize, usize)) -> Result<()> {
        if let [one] = *scan.components {
            let block = y * self.components[one].stride + x;
            return self.block(scan, bits, one, block);
        }
        for &one in &scan.components {
            let Component { across, down, stride, .. } = self.components[one];
            for line in y * down..(y + 1) * down {
                for block in x * across..(x + 1) * across {
                    self.block(scan, bits, one, line * stride + block)?;
                }
            }
        }
        Ok(())
    }

    fn block(&mut self, scan: &Scan, bits: &mut Bits<'_>, one: usize, block: usize) -> Result<()> {
        let component = &mut self.components[one];
        if scan.from == 0 {
            if scan.approx_high > 0 {
                bits.skip(1);
                return Ok(());
            }
            let table = self.first_tables[component.first_table].as_ref().ok_or_else(out_of_step)?;
            let length = bits.symbol(table).filter(|length| *length < 16).ok_or_else(out_of_step)?;
            component.last += bits.number(length);
            let step = self.dc_steps[component.quant_table];
            if ((component.last << scan.approx_low) * step).abs() > FIRST_MAX + (step << scan.approx_low) {
                return Err(out_of_step());
            }
        }
        if scan.to == 0 {
            return Ok(());
        }
        let table = self.rest_tables[component.rest_table].as_ref().ok_or_else(out_of_step)?;
        if !self.in_passes {
            self.last_has_more |= rest_of_block(bits, table)?;
            return Ok(());
        }
        let known = component.known.get_mut(block).ok_or_else(out_of_step)?;
        if scan.approx_high == 0 {
            first_pass(scan, bits, table, known, &mut self.empty_run)
        } else {
            further_pass(scan, bits, table, known, &mut self.empty_run)
        }
    }

    /// Records which coefficients a scan has brought.
    fn note(&mut self, scan: &Scan) {
        for &one in &scan.components {
            let pending = self.components[one].pending_bits.get_or_insert_with(|| Box::new([None; BLOCK]));
            pending[scan.from..=scan.to].fill(Some(scan.approx_low));
        }
    }

    /// Checks that the scans together make a picture. A file with an end marker may leave out fine detail; a file
    /// without one may not.
    fn check_end(&self) -> Result<()> {
        let is_whole = |component: &Component| {
            let pending = component.pending_bits.as_deref();
            pending
                .is_some_and(|bits| bits[0].is_some() && (self.is_ended || bits.iter().all(|count| *count == Some(0))))
        };
        let is_filled = !self.is_ended && self.ends_in_a_gap;
        if !is_filled && !self.components.is_empty() && self.components.iter().all(is_whole) {
            Ok(())
        } else {
            Err(cut_short())
        }
    }
}

/// Reads the AC coefficients of a block, in a picture of one pass. Returns whether there are any.
fn rest_of_block(bits: &mut Bits<'_>, table: &Table) -> Result<bool> {
    let (mut at, mut has_any) = (1, false);
    while at < BLOCK {
        let symbol = bits.symbol(table).ok_or_else(out_of_step)?;
        let (zeros, length) = (usize::from(symbol >> 4), symbol & 15);
        match (zeros, length) {
            (15, 0) => at += 16,
            (_, 0) => break,
            _ => {
                at += zeros + 1;
                if at > BLOCK {
                    return Err(out_of_step());
                }
                bits.skip(length);
                has_any = true;
            }
        }
    }
    Ok(has_any)
}

/// Reads the coefficients of a block that a scan brings for the first time.
fn first_pass(scan: &Scan, bits: &mut Bits<'_>, table: &Table, known: &mut u64, empty_run: &mut u32) -> Result<()> {
    if *empty_run > 0 {
        *empty_run -= 1;
        return Ok(());
    }
    let mut at = scan.from;
    while at <= scan.to {
        let symbol = bits.symbol(table).ok_or_else(out_of_step)?;
        let (zeros, length) = (symbol >> 4, symbol & 15);
        match (zeros, length) {
            (15, 0) => at += 16,
            (_, 0) => {
                *empty_run = bits.run(zeros) - 1;
                return Ok(());
            }
            _ => {
                at += usize::from(zeros);
                if at > scan.to {
                    return Err(out_of_step());
                }
                bits.skip(length);
                *known |= 1 << at;
                at += 1;
            }
        }
    }
    Ok(())
}

/// Reads one more bit of each nonzero coefficient of a block, and the coefficients that become nonzero.
fn further_pass(scan: &Scan, bits: &mut Bits<'_>, table: &Table, known: &mut u64, empty_run: &mut u32) -> Result<()> {
    let mut at = scan.from;
    while *empty_run == 0 && at <= scan.to {
        let symbol = bits.symbol(table).ok_or_else(out_of_step)?;
        let (mut zeros, length) = (symbol >> 4, symbol & 15);
        if length == 0 && zeros < 15 {
            *empty_run = bits.run(zeros);
            break;
        }
        bits.skip(length.min(1));
        while at <= scan.to {
            if *known >> at & 1 != 0 {
                bits.skip(1);
            } else if zeros == 0 {
                break;
            } else {
                zeros -= 1;
            }
            at += 1;
        }
        if length > 0 {
            if at > scan.to {
                return Err(out_of_step());
            }
            *known |= 1 << at;
        }
        at += 1;
    }
    if *empty_run > 0 {
        *empty_run -= 1;
        let left = if at <= scan.to { *known >> at << at & (u64::MAX >> (63 - scan.to)) } else { 0 };
        for _ in 0..left.count_ones() {
            bits.skip(1);
        }
    }
    Ok(())
}

fn out_of_step() -> Refused {
    Refused::Damaged("part of it is not what was written".into())
}
