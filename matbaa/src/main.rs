//! The binary of Matbaa: command line, configuration and wiring. It contains no rules of the newsroom.

mod cli;
mod commands;
mod config;
mod demo;
mod generator;
mod grammar;
mod jsonl;
mod logging;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

/// A page consists of thousands of small strings, which this allocator provides faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Makes the allocator return memory to the system at once. By default it waits, and a picture of 300 MiB that is
/// processed meanwhile takes its memory on top of the previous one's. The setting can be made only in the environment.
#[cfg(unix)]
const PURGE_ENV: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "0");

/// Permissions that others get on files created by this program: none.
#[cfg(unix)]
const MASK: u16 = 0o077;

fn main() -> ExitCode {
    // This comes before any file is written: the database and its companions, pictures, keys, backups, a configuration.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(MASK.into()));
    let cli = Cli::parse();
    #[cfg(unix)]
    if matches!(cli.command, Command::Serve(_)) && std::env::var_os(PURGE_ENV.0).is_none() {
        reexec_with_purge();
    }
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("matbaa: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Replaces the process by the same program with [`PURGE_ENV`] set, under the same process id. If that fails, the
/// process continues as it is.
#[cfg(unix)]
fn reexec_with_purge() {
    use std::os::unix::process::CommandExt;
    let Ok(program) = std::env::current_exe() else { return };
    let _ = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(PURGE_ENV.0, PURGE_ENV.1).exec();
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = config::Config::load(&cli.globals)?;
    logging::start(&config.values, matches!(cli.command, Command::Serve(_)));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => commands::serve::run(&config.values, &args).await,
            Command::Migrate(args) => commands::migrate::run(&config.values, &args).await,
            Command::Import(args) => commands::import::run(&config.values, &args).await,
            Command::Generate(args) => commands::generate::run(&args),
            Command::Demo(args) => commands::demo::run(&config.values, &args).await,
            Command::Story(args) => commands::story::run(&config.values, &args).await,
            Command::Statements(args) => commands::statements::run(&args),
            Command::Reader(args) => commands::reader::run(&config.values, &args).await,
            Command::Search(args) => commands::search::run(&config.values, &args).await,
            Command::Media(args) => commands::media::run(&config.values, &args).await,
            Command::Audit(args) => commands::audit::run(&config.values, &args).await,
            Command::Settings(args) => commands::settings::run(&config.values, &args).await,
            Command::Admin(args) => commands::admin::run(&config.values, &args).await,
            Command::New(args) => commands::new::run(&config.values, &args).await,
            Command::Backup(args) => commands::backup::run(&config.values, &args).await,
            Command::Restore(args) => commands::restore::run(&config.values, &args).await,
            Command::Wire(args) => commands::wire::run(&args),
            Command::Config => {
                config.print();
                Ok(ExitCode::SUCCESS)
            }
        }
    })
}
