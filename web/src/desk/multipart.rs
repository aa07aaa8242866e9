//! A form that brings a file along.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use bytes::Bytes;

use super::{Desk, DeskProblem, guard};

/// What such a form said; the file's own name never goes anywhere.
pub struct FileForm {
    fields: BTreeMap<String, String>,
    /// The field `file`; empty where none was chosen.
    pub file: Bytes,
}

impl FileForm {
    /// Reads `form` to its end and checks its token, which stands in the middle of the body and not at its head.
    pub async fn read(desk: &Desk, mut form: Multipart) -> Result<Self, DeskProblem> {
        let (mut fields, mut file) = (BTreeMap::new(), Bytes::new());
        while let Some(field) = form.next_field().await.map_err(too_large)? {
            match field.name().map(str::to_owned) {
                Some(name) if name == "file" => file = field.bytes().await.map_err(too_large)?,
                Some(name) => {
                    fields.insert(name, field.text().await.map_err(too_large)?);
                }
                None => {}
            }
        }
        let read = Self { fields, file };
        if guard::token_holds(desk.key(), read.text("token")) { Ok(read) } else { Err(DeskProblem::OldForm) }
    }

    /// A field without white space at its ends; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map(|text| text.trim()).unwrap_or_default()
    }
}

fn too_large(_: MultipartError) -> DeskProblem {
    DeskProblem::TooLarge
}
