//! A bucket of an object store that speaks S3, asked through the checked client.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::BodyExt;
use object_store::aws::AmazonS3Builder;
use object_store::client::{
    ClientOptions, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ObjectStore, RetryConfig};
use outgoing::{Bounds, FetchError, KeptConnections, Outgoing, OutgoingSettings};
use url::Url;

use super::Place;
use crate::error::{Error, Result};

/// Limit on the bytes of an answer: an original, or a page of a list.
const ANSWER_BYTES_MAX: u64 = 64 << 20;
/// Limit on the time of a request: an original of 40 MiB on a slow line.
const REQUEST_TIME: Duration = Duration::from_secs(60);
/// A request that fails is repeated for this long. People wait for it.
const RETRY_TIME: Duration = Duration::from_secs(10);
/// Times that a request is repeated at most.
const RETRIES_MAX: usize = 4;

/// Which bucket, and how to reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketSettings {
    /// Address of the object store, such as `https://s3.eu-central-003.example.com`. Buckets are named in the path.
    pub endpoint: Url,
    /// Name of the bucket.
    pub bucket: String,
    /// Region that requests are signed for.
    pub region: String,
    /// Prefix of all keys; empty for none.
    pub prefix: String,
    /// Name of the access key.
    pub key_id: String,
    /// The access key.
    pub secret: String,
    /// Settings of the client. The host of the endpoint may be an internal one.
    pub outgoing: OutgoingSettings,
}

impl std::fmt::Debug for BucketSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BucketSettings").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

impl BucketSettings {
    pub(super) fn open(&self) -> Result<Place> {
        let mut outgoing = self.outgoing.clone();
        outgoing.inner_hosts.extend(self.endpoint.host_str().map(|host| host.trim_matches(['[', ']']).to_owned()));
        let client = Outgoing::new(outgoing, self.endpoint.as_str())
            .map_err(|why| Error::Media(object_store::Error::Generic { store: "S3", source: why.into() }))?;
        let backoff = BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(2),
            ..BackoffConfig::default()
        };
        let store = AmazonS3Builder::new()
            .with_endpoint(self.endpoint.as_str().trim_end_matches('/'))
            .with_allow_http(true)
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.key_id)
            .with_secret_access_key(&self.secret)
            .with_retry(RetryConfig { backoff, max_retries: RETRIES_MAX, retry_timeout: RETRY_TIME })
            .with_http_connector(Connector(Arc::new(KeptConnections::new(client))))
            .build()?;
        Ok(match self.prefix.trim_matches('/') {
            "" => Arc::new(store) as Arc<dyn ObjectStore>,
            prefix => Arc::new(PrefixStore::new(store, prefix)),
        })
    }
}

/// Gives the store the checked client.
#[derive(Debug)]
struct Connector(Arc<KeptConnections>);

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Service(Arc::clone(&self.0))))
    }
}

#[derive(Debug)]
struct Service(Arc<KeptConnections>);

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let bounds = Bounds { bytes: ANSWER_BYTES_MAX, time: REQUEST_TIME };
        let fetched = self.0.send(http::Request::from_parts(parts, body), bounds).await.map_err(failed)?;
        let mut response = http::Response::new(Bytes::into(fetched.body));
        *response.status_mut() = fetched.status;
        *response.headers_mut() = fetched.headers;
        Ok(response)
    }
}

fn failed(error: FetchError) -> HttpError {
    let kind = match &error {
        FetchError::NotReached(..) => HttpErrorKind::Connect,
        FetchError::TooSlow(_) => HttpErrorKind::Timeout,
        FetchError::Unreadable(..) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
