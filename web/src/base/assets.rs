//! Styles, scripts and fonts of the theme. The address of each contains its hash, so it can be cached for a year and is
//! never stale.

use std::collections::HashMap;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// A file as it is served.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its address.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Bytes,
}

/// Prepares the files of a theme and returns them by name. In style sheets, `asset:NAME` is replaced with the address
/// of that file. In scripts it must be quoted, as in `import { watch } from "asset:live.js"`. Scripts are prepared
/// after the scripts they import. Scripts that import each other get no replacement, because neither hash can be
/// computed first.
pub fn prepare(files: Vec<(String, Vec<u8>)>) -> HashMap<String, Asset> {
    let mut ready: HashMap<String, Asset> = HashMap::new();
    let (styles, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.ends_with(".css"));
    let (scripts, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(name, _)| name.ends_with(".js"));
    for (name, bytes) in others {
        ready.insert(name.clone(), asset(&name, bytes));
    }
    let mut waiting: Vec<(String, String)> =
        scripts.into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect();
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(|(name, _)| name.clone()).collect();
        let (can_wait, next): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|(name, script)| names.iter().any(|other| other != name && script.contains(&quoted(other))));
        let is_circle = next.is_empty();
        for (name, mut script) in if is_circle { can_wait.clone() } else { next } {
            for (file, asset) in &ready {
                script = script.replace(&quoted(file), &format!("\"{}\"", asset.path));
            }
            ready.insert(name.clone(), asset(&name, script.into_bytes()));
        }
        waiting = if is_circle { Vec::new() } else { can_wait };
    }
    for (name, bytes) in styles {
        let mut sheet = String::from_utf8_lossy(&bytes).into_owned();
        for (file, asset) in &ready {
            sheet = sheet.replace(&format!("asset:{file}"), &asset.path);
        }
        ready.insert(name.clone(), asset(&name, minified(&sheet).into_bytes()));
    }
    ready
}

fn quoted(file: &str) -> String {
    format!("\"asset:{file}\"")
}

fn asset(name: &str, bytes: Vec<u8>) -> Asset {
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    Asset { path: address(&hash, name), media_type: media_type(name), bytes: bytes.into() }
}

/// The path of a file with this hash.
pub fn address(hash: &str, name: &str) -> String {
    format!("/assets/{hash}/{name}")
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The style sheet without comments and indentation.
fn minified(sheet: &str) -> String {
    let mut rest = sheet;
    let mut out = String::with_capacity(sheet.len());
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_points_at_those_it_imports_in_whatever_order_they_come() {
        let script = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let ready = prepare(vec![
            script("a.js", "import \"asset:b.js\"; import { c } from \"asset:c.js\""),
            script("b.js", "import \"asset:c.js\""),
            script("c.js", "// what is imported as \"asset:NAME\""),
            script("x.js", "import \"asset:y.js\""),
            script("y.js", "import \"asset:x.js\""),
        ]);
        let text = |name: &str| String::from_utf8(ready[name].bytes.to_vec()).unwrap();
        assert_eq!(
            text("a.js"),
            format!("import \"{}\"; import {{ c }} from \"{}\"", ready["b.js"].path, ready["c.js"].path)
        );
        assert_eq!(text("b.js"), format!("import \"{}\"", ready["c.js"].path));
        assert_eq!((text("x.js"), text("c.js").contains("asset:NAME")), ("import \"asset:y.js\"".into(), true));
    }

    #[test]
    fn a_sheet_points_at_its_files_by_hash_and_loses_its_comments() {
        let ready = prepare(vec![
            ("a.woff2".into(), vec![1]),
            ("s.css".into(), b"/* why */ a { src: url(\"asset:a.woff2\") }\n\n  b { c: d } /* open".to_vec()),
        ]);
        let sheet = String::from_utf8(ready["s.css"].bytes.to_vec()).unwrap();
        assert_eq!(sheet, format!("a {{ src: url(\"{}\") }}\nb {{ c: d }}", ready["a.woff2"].path));
        assert!(ready["a.woff2"].path.starts_with("/assets/4bf5122f34/"));
    }
}
