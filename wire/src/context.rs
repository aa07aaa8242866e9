//! What is known about a file besides its bytes: how it was served, and the settings of its source.

/// What is known about a file. Everything may be absent.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// `Content-Type` of the HTTP response.
    pub content_type: Option<String>,
    /// Address of the file, or `Content-Location`: relative addresses are resolved against it.
    pub address: Option<String>,
    /// `Content-Language` of the HTTP response.
    pub language: Option<String>,
    /// The charset set for the source; it is used before any declaration.
    pub charset: Option<String>,
    /// The zone of times that state no offset.
    pub zone: Option<chrono_tz::Tz>,
}

impl Context {
    /// The charset that HTTP states: the parameter, or US-ASCII for XML served as `text/` (RFC 3023, which feeds
    /// follow).
    pub(crate) fn http_charset(&self) -> Option<String> {
        let kind = self.content_type.as_deref()?.to_ascii_lowercase();
        let named = kind.split(';').skip(1).find_map(|part| {
            let (name, value) = part.split_once('=')?;
            (name.trim() == "charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
        named.or_else(|| is_xml_text(&kind).then(|| "us-ascii".to_owned()))
    }

    /// Whether the charset of HTTP is the default of `text/xml` and not a parameter.
    pub(crate) fn is_default_charset(&self) -> bool {
        let kind = self.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        !kind.contains("charset") && is_xml_text(&kind)
    }
}

fn is_xml_text(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/") && kind.contains("xml")
}
