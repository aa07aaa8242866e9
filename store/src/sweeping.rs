//! Removes files that a killed process left half-written: files of the media store that never got their final name.

use std::path::Path;
use std::time::{Duration, SystemTime};

/// A half-written file older than this is abandoned: writing one takes seconds.
const ABANDONED_AFTER: Duration = Duration::from_secs(3_600);

/// Removes abandoned files below `folder` and returns how many. Files that cannot be inspected are left alone.
pub fn sweep(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let mut swept = 0;
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => swept += sweep(&path),
            Ok(_) if is_half_written(&path) && is_abandoned(&path) => {
                swept += usize::from(std::fs::remove_file(&path).is_ok());
            }
            _ => {}
        }
    }
    swept
}

/// The media store writes `name#1` and renames it; none of our names contains `#`.
fn is_half_written(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.rsplit_once('#')
        .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_abandoned(path: &Path) -> bool {
    let changed = std::fs::metadata(path).and_then(|file| file.modified());
    changed.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > ABANDONED_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_abandoned_goes() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("originals/ab");
        std::fs::create_dir_all(&below).unwrap();
        let old = SystemTime::now() - 2 * ABANDONED_AFTER;
        for (name, is_old) in [("ab12", true), ("ab12#1", true), ("ab13#27", false), ("ab#x", true)] {
            let file = std::fs::File::create(below.join(name)).unwrap();
            if is_old {
                file.set_modified(old).unwrap();
            }
        }
        assert_eq!(sweep(folder.path()), 1);
        assert!(!below.join("ab12#1").exists() && below.join("ab13#27").exists() && below.join("ab12").exists());
    }
}
