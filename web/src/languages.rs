//! Which language an address is in. The paper's first language stands at the root, the others each below its code; nobody
//! else decides it.

use arabic::Language;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::former::{asked, is_own_path};
use crate::pages::story::permanent;
use crate::problem::Problem;
use crate::site::Site;

/// The language below whose code `path` stands, and the path there.
pub fn below_code(path: &str) -> Option<(Language, &str)> {
    let (code, rest) = path.strip_prefix('/')?.split_at(path[1..].find('/').unwrap_or(path.len() - 1));
    let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
    Some((language, rest))
}

impl Site {
    /// The language that an address asks for, as far as the frame is known.
    pub fn language_at(&self, path: &str) -> Language {
        below_code(path).map_or_else(|| self.last_frame().primary(), |(language, _)| language)
    }
}

/// Pages at the root are in the paper's first language.
pub async fn at_root(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let frame = site.frame().await.unwrap_or_else(|_| site.last_frame());
    request.extensions_mut().insert(frame.primary());
    next.run(request).await
}

/// Pages below a language's code are in it. Those of the paper's first language have moved to the root.
pub async fn below(State((site, language)): State<(Site, Language)>, mut request: Request, next: Next) -> Response {
    let frame = site.frame().await.unwrap_or_else(|_| site.last_frame());
    if frame.primary() == language {
        let there = asked(request.uri());
        return if is_own_path(there) { permanent(there) } else { Problem::Missing.into_response() };
    }
    request.extensions_mut().insert(language);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_whole_segment() {
        for (path, found) in [
            ("/fr", Some((Language::French, ""))),
            ("/fr/", Some((Language::French, "/"))),
            ("/ar/world/x", Some((Language::Arabic, "/world/x"))),
            ("/argentina", None),
            ("/", None),
            ("", None),
            ("/العالم", None),
        ] {
            assert_eq!(below_code(path), found, "{path}");
        }
    }
}
