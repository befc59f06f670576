//! Encryption: certificates from files that may be renewed under a running server, and callers
//! that show theirs where that is asked for.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;

use super::followed::{Contents, Followed, Unusable};

/// The files of certificates, all PEM.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate and those between it and its authority. Without it connections
    /// are not encrypted.
    pub certificate: Option<PathBuf>,
    /// Its private key.
    pub key: Option<PathBuf>,
    /// The authorities one of which must have signed a caller's certificate. Without it callers
    /// need none.
    pub client_ca: Option<PathBuf>,
}

/// The newest certificates.
pub(super) struct Tls(Followed<ServerConfig>);

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

impl Tls {
    /// Reads `files`; nothing when they ask for no encryption.
    pub async fn start(
        files: &TlsFiles,
        every: Duration,
        web: bool,
    ) -> Result<Option<Self>, Unusable> {
        let (Some(certificate), Some(key)) = (&files.certificate, &files.key) else {
            return Ok(None);
        };
        let mut paths = vec![certificate.clone(), key.clone()];
        paths.extend(files.client_ca.clone());
        let followed = Followed::start("TLS certificates", paths, every, move |contents| {
            config(contents, web)
        });
        Ok(Some(Tls(followed.await?)))
    }

    /// Shakes hands over `socket`.
    pub async fn handshake(&self, socket: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let acceptor = TlsAcceptor::from(self.0.now());
        timeout(HANDSHAKE, acceptor.accept(socket))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }
}

/// What the contents of certificate, key and client authorities ask for.
fn config(contents: &Contents, web: bool) -> Result<ServerConfig, String> {
    let provider = Arc::new(ring::default_provider());
    let chain = certificates(&contents[0])?;
    let key = PrivateKeyDer::from_pem_slice(&contents[1])
        .map_err(|error| format!("no private key: {error}"))?;
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    let config = match contents.get(2) {
        None => config.with_no_client_auth(),
        Some(authorities) => {
            let mut roots = RootCertStore::empty();
            for authority in certificates(authorities)? {
                roots.add(authority).map_err(|error| error.to_string())?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider)
                .build()
                .map_err(|error| error.to_string())?;
            config.with_client_cert_verifier(verifier)
        }
    };
    let mut config = config
        .with_single_cert(chain, key)
        .map_err(|error| error.to_string())?;
    config.alpn_protocols.push(b"h2".into());
    if web {
        config.alpn_protocols.push(b"http/1.1".into());
    }
    Ok(config)
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match certificates {
        Ok(none) if none.is_empty() => Err("no certificate".into()),
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(format!("no certificate: {error}")),
    }
}
