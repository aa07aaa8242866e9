//! The id of a request.

/// The id of a request, shown on error pages so that readers can quote it.
#[derive(Debug, Clone, Default)]
pub struct RequestId(String);

impl RequestId {
    /// A new one.
    pub fn random() -> Self {
        Self(newsroom::PublicId::random().to_string() + newsroom::PublicId::random().as_str())
    }

    /// 16 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
