//! Servers written in Python, which `scripts/test.sh` installs.

use std::io::{BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running script. It is killed when it is dropped.
pub struct PythonServer {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl PythonServer {
    /// Starts `script`; `None`, which is reported, if `module` is not installed.
    pub fn start(script: &str, arguments: &[&str], module: &str, test: &str) -> Option<Self> {
        let ours = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/servers/bin/python");
        let python = if ours.is_file() { ours } else { PathBuf::from("python3") };
        let known = Command::new(&python).args(["-c", &format!("import {module}")]).stderr(Stdio::null()).status();
        if !known.is_ok_and(|status| status.success()) {
            omitted::not_installed(test, module);
            return None;
        }
        let mut command = Command::new(python);
        command.args(["-c", script]).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("a server");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        Some(Self { process, lines })
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        self.lines.next().expect("a line").expect("text")
    }

    /// Kills it.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for PythonServer {
    fn drop(&mut self) {
        self.kill();
    }
}
