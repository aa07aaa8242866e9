//! Styles, scripts and fonts of the theme, each under an address that holds its hash: cached for a year, never stale.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header;
use sha2::{Digest, Sha256};

use crate::cache::Keep;
use crate::problem::Problem;
use crate::site::Site;

/// One file as it is served.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its address.
    pub path: String,
    media_type: &'static str,
    bytes: Bytes,
}

/// Readies the files of a theme, by name. In style sheets `asset:NAME` becomes the address of that file.
pub fn prepare(files: Vec<(String, Vec<u8>)>) -> HashMap<String, Asset> {
    let mut ready: HashMap<String, Asset> = HashMap::new();
    let (styles, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.ends_with(".css"));
    for (name, bytes) in others {
        ready.insert(name.clone(), asset(&name, bytes));
    }
    for (name, bytes) in styles {
        let mut sheet = String::from_utf8_lossy(&bytes).into_owned();
        for (file, asset) in &ready {
            sheet = sheet.replace(&format!("asset:{file}"), &asset.path);
        }
        ready.insert(name.clone(), asset(&name, slim(&sheet).into_bytes()));
    }
    ready
}

/// Answers `/assets/{hash}/{name}`, for the theme and for the desk.
pub async fn show(State(site): State<Site>, Path((hash, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let generation = site.generation();
    let known = [site.theme().asset(&name), site.desk().asset(&name)];
    let mut known = known.into_iter().flatten();
    let asset = known.find(|asset| asset.path == address(&hash, &name)).ok_or(Problem::Missing)?;
    let headers =
        [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    // Its address holds its hash; only another theme ends it.
    let keep = Keep { path: asset.path, sights: Vec::new(), until: None, generation, rankings: Vec::new() };
    Ok((headers, Extension(keep), asset.bytes).into_response())
}

fn asset(name: &str, bytes: Vec<u8>) -> Asset {
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    Asset { path: address(&hash, name), media_type: media_type(name), bytes: bytes.into() }
}

fn address(hash: &str, name: &str) -> String {
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

/// A sheet without its comments and indentation.
fn slim(sheet: &str) -> String {
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
