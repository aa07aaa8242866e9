//! Disks for one test, in a mount namespace of their own: small ones that can be filled, made read-only and cut from
//! power.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use journeys::matbaa;

/// MiB of a disk.
pub const DISK_MIB: u64 = 48;

/// The kind of disk below the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskKind {
    /// In memory; a namespace of an ordinary user is enough.
    Tmpfs,
    /// A file with a file system in it, as on a real disk; requires root.
    Ext4,
}

/// A disk, held by a process that does nothing else.
pub struct TestDisk {
    holder: Child,
    folder: PathBuf,
    image: PathBuf,
    is_root: bool,
    _kept: tempfile::TempDir,
}

impl TestDisk {
    /// A new disk; `None`, with a report, if this machine does not allow one.
    pub fn new(kind: DiskKind, test: &str) -> Option<Self> {
        let kept = tempfile::tempdir().expect("a folder");
        let image = kept.path().join("image");
        let size = DISK_MIB << 20;
        if kind == DiskKind::Ext4 {
            std::fs::File::create(&image).and_then(|file| file.set_len(size)).expect("an image");
            // Blocks as on a real disk. A disk as small as this would get blocks of 1 KiB, on which SQLite cannot tell
            // whether its shared memory has room (`docs/server.md`).
            let made = Command::new("mkfs.ext4").args(["-q", "-F", "-b", "4096"]).arg(&image).output();
            if !made.is_ok_and(|made| made.status.success()) {
                omitted::not_allowed(&format!("{test} on ext4"), "mkfs.ext4 is not there");
                return None;
            }
        }
        Self::mount(kind, kept, image, test)
    }

    fn mount(kind: DiskKind, kept: tempfile::TempDir, image: PathBuf, test: &str) -> Option<Self> {
        let folder = kept.path().join("disk");
        std::fs::create_dir_all(&folder).expect("a folder");
        let is_root = output("id", &["-u"]).trim() == "0";
        let mount = match kind {
            DiskKind::Tmpfs => format!("mount -t tmpfs -o size={DISK_MIB}m tmpfs {}", folder.display()),
            DiskKind::Ext4 => format!("mount -o loop {} {}", image.display(), folder.display()),
        };
        let mut command = Command::new("unshare");
        command.args(if is_root { &["--mount"][..] } else { &["--mount", "--map-root-user"] });
        command.args(["sh", "-c", &format!("{mount} && echo held && exec sleep infinity")]);
        let mut holder = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut line = String::new();
        let mut out = std::io::BufReader::new(holder.stdout.take().expect("its words"));
        let _ = std::io::BufRead::read_line(&mut out, &mut line);
        if line.trim() != "held" {
            let _ = holder.kill();
            let _ = holder.wait();
            omitted::not_allowed(&format!("{test} on {kind:?}"), "no mount without root or user namespaces");
            return None;
        }
        Some(Self { holder, folder, image, is_root, _kept: kept })
    }

    /// A command that runs inside the namespace.
    pub fn inside(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--mount", "--target", &self.holder.id().to_string()]);
        if !self.is_root {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.arg(program);
        command
    }

    /// Starts the server of the paper on this disk.
    pub fn serve(&self, port: u16) -> Child {
        let mut command = self.inside(matbaa());
        command.arg("serve").arg("--data").arg(self.folder.join("data"));
        command.args(["--listen", &format!("127.0.0.1:{port}")]);
        command.env("MATBAA_TRUSTED_PROXIES", "[\"127.0.0.1\"]").env("MATBAA_LOG", "error");
        let log = std::fs::File::create(self.log_file()).expect("a file");
        command.stdout(Stdio::null()).stderr(log).spawn().expect("a server")
    }

    /// The log of the server that was started last.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    fn log_file(&self) -> PathBuf {
        self.image.with_file_name("server.log")
    }

    /// Copies a folder to the disk.
    pub fn copy_in(&self, data: &Path) {
        run(self.inside("cp").arg("-a").arg(data).arg(self.folder.join("data")));
        // From here on, only what the paper itself has synced is on the disk.
        run(self.inside("sync").arg("--file-system").arg(&self.folder));
    }

    /// Copies the paper on the disk to a folder.
    pub fn copy_out(&self, data: &Path) {
        run(self.inside("cp").arg("-a").arg(self.folder.join("data")).arg(data));
    }

    /// Fills the disk to the last byte.
    pub fn fill(&self) {
        let filler = self.folder.join("filler");
        // It fails at the end, as it should; then the rest of the last block is filled byte by byte.
        for size in ["1M", "4k", "1"] {
            let script = format!("dd if=/dev/zero bs={size} 2>/dev/null >>{}", filler.display());
            let _ = self.inside("sh").args(["-c", &script]).output();
        }
    }

    /// Removes a folder of the paper.
    pub fn remove(&self, folder: &str) {
        run(self.inside("rm").arg("-rf").arg(self.folder.join("data").join(folder)));
    }

    /// Frees the space.
    pub fn empty(&self) {
        run(self.inside("rm").arg("-f").arg(self.folder.join("filler")));
    }

    /// Makes the disk read-only for everybody who has it open.
    pub fn read_only(&self) -> bool {
        self.inside("mount")
            .args(["-o", "remount,ro"])
            .arg(&self.folder)
            .output()
            .is_ok_and(|done| done.status.success())
    }

    /// Makes the file system refuse every further write, as it does when the disk below it fails.
    pub fn abort(&self) -> bool {
        self.inside("mount")
            .args(["-o", "remount,abort"])
            .arg(&self.folder)
            .output()
            .is_ok_and(|done| done.status.success())
    }

    /// Makes the disk writable again.
    pub fn writable(&self) {
        run(self.inside("mount").args(["-o", "remount,rw"]).arg(&self.folder));
    }

    /// What the disk contains at this moment, as a separate disk: the power fails and comes back.
    pub fn after_power_cut(&self, test: &str) -> Option<Self> {
        let kept = tempfile::tempdir().expect("a folder");
        let image = kept.path().join("image");
        std::fs::copy(&self.image, &image).expect("a copy of the disk");
        Self::mount(DiskKind::Ext4, kept, image, test)
    }
}

impl Drop for TestDisk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

fn run(command: &mut Command) {
    let Output { status, stderr, .. } = command.output().expect("a command");
    assert!(status.success(), "{command:?}: {}", String::from_utf8_lossy(&stderr));
}

fn output(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output().expect("a command");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
