//! Another machine: a real server over TLS, with a certificate from an authority of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use outgoing::OutgoingSettings;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Its answer to a request, which is given as text: everything after `HTTP/1.1 ` up to the body, and the body.
type Answers = Box<dyn Fn(&str) -> (String, String) + Send>;

/// A server that is reached by a name.
pub struct TlsServer {
    name: &'static str,
    address: SocketAddr,
    authority: CertificateDer<'static>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TlsServer {
    /// A server called `name` that answers with `answers`.
    pub async fn called(name: &'static str, answers: impl Fn(&str) -> (String, String) + Send + 'static) -> Self {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority =
            CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("an authority");
        let key = KeyPair::generate().expect("a key");
        let own = CertificateParams::new([name.to_owned()]).expect("a name").signed_by(&key, &authority);
        let own = own.expect("a certificate").der().clone();
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(vec![own], key))
            .expect("a TLS server");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config)), asked.clone(), Box::new(answers)));
        Self { name, address, authority: authority.der().clone(), asked }
    }

    /// The settings of a site that can reach it.
    pub fn settings(&self) -> OutgoingSettings {
        let known_hosts = BTreeMap::from([(self.name.to_owned(), self.address)]);
        OutgoingSettings { authorities: vec![self.authority.clone()], known_hosts, ..OutgoingSettings::default() }
    }

    /// The requests since the last call: heads and bodies.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("nobody panicked"))
    }
}

async fn serve(listener: TcpListener, tls: TlsAcceptor, asked: Arc<Mutex<Vec<String>>>, answers: Answers) {
    while let Ok((stream, _)) = listener.accept().await {
        // A client that does not trust the certificate disconnects.
        let Ok(mut stream) = tls.accept(stream).await else { continue };
        let mut came = String::new();
        let is_whole = |came: &str| {
            let Some((head, body)) = came.split_once("\r\n\r\n") else { return false };
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            body.len() >= length.unwrap_or(0)
        };
        while !is_whole(&came) {
            let mut piece = [0; 4_096];
            match stream.read(&mut piece).await {
                Ok(0) | Err(_) => break,
                Ok(length) => came.push_str(std::str::from_utf8(&piece[..length]).expect("ASCII")),
            }
        }
        let (head, body) = answers(&came);
        asked.lock().expect("nobody panicked").push(came);
        let answer = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}
