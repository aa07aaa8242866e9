//! A form that brings a file along.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::{StatusCode, header};

use super::form::FORM_BYTES_MAX;
use super::{Desk, DeskProblem, guard};
use crate::site::Site;

/// Bytes of a file that is taken as unnamed size: what the largest photo has.
const UNSAID_BYTES: u64 = 40 << 20;

/// Such a form, of which nothing has been read yet: whoever may not send it is told so first.
pub struct Incoming {
    form: Multipart,
    length: u64,
}

impl FromRequest<Site> for Incoming {
    type Rejection = DeskProblem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, DeskProblem> {
        let length =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let form = Multipart::from_request(request, site).await.map_err(|_| DeskProblem::NoForm)?;
        Ok(Self { form, length: length.unwrap_or(UNSAID_BYTES) })
    }
}

/// What such a form said; the file's own name never goes anywhere.
pub struct FileForm {
    fields: BTreeMap<String, String>,
    /// The field `file`; empty where none was chosen.
    pub file: Bytes,
    /// Room for the file, among all that are on their way.
    _room: newsroom::Admitted,
}

impl FileForm {
    /// Reads `incoming` to its end, once there is room for it, and checks its token, which stands in the middle of the body
    /// and not at its head.
    pub async fn read(desk: &Desk, incoming: Incoming) -> Result<Self, DeskProblem> {
        let Incoming { mut form, length } = incoming;
        let room = desk.newsroom().admit_file(length).await?;
        let (mut fields, mut file, mut field_bytes) = (BTreeMap::new(), Bytes::new(), 0);
        while let Some(field) = form.next_field().await.map_err(problem_of)? {
            match field.name().map(str::to_owned) {
                Some(name) if name == "file" => file = whole(field, length).await?,
                Some(name) => {
                    let text = field.text().await.map_err(problem_of)?;
                    field_bytes += name.len() + text.len();
                    if field_bytes > FORM_BYTES_MAX {
                        return Err(DeskProblem::TooLarge);
                    }
                    fields.insert(name, text);
                }
                None => {}
            }
        }
        let read = Self { fields, file, _room: room };
        if guard::token_holds(desk.key(), read.text("token")) { Ok(read) } else { Err(DeskProblem::OldForm) }
    }

    /// A field without white space at its ends; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map(|text| text.trim()).unwrap_or_default()
    }
}

/// A file in memory once: what it may have is set aside at once, rather than doubled on the way.
async fn whole(mut field: Field<'_>, length: u64) -> Result<Bytes, DeskProblem> {
    let mut file = Vec::with_capacity(usize::try_from(length.min(UNSAID_BYTES)).unwrap_or_default());
    while let Some(piece) = field.chunk().await.map_err(problem_of)? {
        file.extend_from_slice(&piece);
    }
    Ok(file.into())
}

fn problem_of(error: MultipartError) -> DeskProblem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { DeskProblem::TooLarge } else { DeskProblem::NoForm }
}
