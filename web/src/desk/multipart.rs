//! Forms with a file.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::{StatusCode, header};
use newsroom::{Newsroom, PictureRefusal, PreparedPicture};

use super::form::FORM_BYTES_MAX;
use super::{DeskContext, DeskProblem, guard};
use crate::site::Site;

/// Assumed size in bytes of a request without `Content-Length`: that of the largest photo.
const UNSAID_BYTES: u64 = 40 << 20;

/// A multipart form that was not read yet, so that rights can be checked first.
pub struct MultipartForm {
    form: Multipart,
    length: u64,
}

impl FromRequest<Site> for MultipartForm {
    type Rejection = DeskProblem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, DeskProblem> {
        let length =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let form = Multipart::from_request(request, site).await.map_err(|_| DeskProblem::NoForm)?;
        Ok(Self { form, length: length.unwrap_or(UNSAID_BYTES) })
    }
}

/// The content of a multipart form.
pub struct FileForm {
    fields: BTreeMap<String, String>,
    /// The field `file`; empty if no file was chosen.
    pub file: Bytes,
    /// The name that the file had, as the browser tells it: only to be shown and searched for.
    pub file_name: String,
    /// The memory reserved for the file, out of a limit for all uploads.
    _room: newsroom::Admitted,
}

impl FileForm {
    /// Waits until memory is available, reads the whole form, and checks its token.
    pub async fn read(desk: &DeskContext, form_sent: MultipartForm) -> Result<Self, DeskProblem> {
        let MultipartForm { mut form, length } = form_sent;
        let room = desk.newsroom().admit_file(length).await?;
        let (mut fields, mut file, mut file_name, mut field_bytes) = (BTreeMap::new(), Bytes::new(), String::new(), 0);
        while let Some(field) = form.next_field().await.map_err(problem_of)? {
            match field.name().map(str::to_owned) {
                Some(name) if name == "file" => {
                    file_name = field.file_name().unwrap_or_default().to_owned();
                    file = whole(field, length).await?;
                }
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
        let read = Self { fields, file, file_name, _room: room };
        if guard::is_valid_token(desk.session_token(), read.text("token")) {
            Ok(read)
        } else {
            Err(DeskProblem::OldForm)
        }
    }

    /// The file as a picture whose files are written. Refuses a form without a file, and what
    /// [`newsroom::prepare_picture`] refuses.
    pub async fn picture(&self, newsroom: &Newsroom) -> newsroom::Result<PreparedPicture> {
        if self.file.is_empty() {
            return Err(PictureRefusal::NoFile.into());
        }
        Ok(newsroom::prepare_picture(newsroom, self.file.clone()).await?.named(&self.file_name))
    }

    /// The value of a field, trimmed; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map(|text| text.trim()).unwrap_or_default()
    }
}

/// Reads a file into one buffer, allocated in advance so that it is not copied while growing.
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
