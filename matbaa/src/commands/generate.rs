//! `matbaa generate`: writes an invented archive to standard output, one story per line.

use std::io::{BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use crate::cli::GenerateArgs;
use crate::generator::{Generator, Plan};

/// Bytes collected before they are written.
const OUTPUT_BYTES: usize = 256 << 10;

/// Writes the stories. A reader that closes the pipe early (`| head`) is not an error.
pub fn run(args: &GenerateArgs) -> anyhow::Result<ExitCode> {
    let until = args.until.unwrap_or_else(|| chrono::Utc::now().date_naive());
    let plan = Plan { stories: args.stories, seed: args.seed, days_back: args.days_back, until };
    let mut out = BufWriter::with_capacity(OUTPUT_BYTES, std::io::stdout().lock());
    let mut generator = Generator::new(plan)?;
    let mut line = Vec::new();
    let written = loop {
        line.clear();
        if !generator.write_next(&mut line)? {
            break out.flush();
        }
        if let Err(error) = out.write_all(&line) {
            break Err(error);
        }
    };
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
