//! How a server knows its client and a client its server: certificates and tokens.

use std::fmt;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};
use tonic::{Request, Status};

use super::Error;

/// How a server knows its client and a client its server.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// The authorities whose servers are trusted, PEM. Default: those of this machine.
    pub ca: Option<Vec<u8>>,
    /// The client's certificate and its key, PEM. Default: none is shown.
    pub identity: Option<(Vec<u8>, Vec<u8>)>,
    /// The name that a server's certificate must bear. Default: the host of its URL.
    pub server_name: Option<String>,
    /// What says who calls. Default: nothing.
    pub token: Option<String>,
}

/// Sends the token with every call.
#[derive(Clone)]
pub(super) struct Bearer(Option<MetadataValue<Ascii>>);

impl Access {
    /// Encrypts `endpoint` when its URL says `https`.
    pub(super) fn secure(&self, endpoint: Endpoint) -> Result<Endpoint, Error> {
        if endpoint.uri().scheme_str() != Some("https") {
            return match self.ca.is_some() || self.identity.is_some() {
                true => Err(Error::Access("certificates are for endpoints with https")),
                false => Ok(endpoint),
            };
        }
        let mut tls = match &self.ca {
            Some(ca) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)),
            None => ClientTlsConfig::new().with_native_roots(),
        };
        if let Some((certificate, key)) = &self.identity {
            tls = tls.identity(Identity::from_pem(certificate, key));
        }
        if let Some(name) = &self.server_name {
            tls = tls.domain_name(name);
        }
        endpoint
            .tls_config(tls)
            .map_err(|_| Error::Access("the certificates cannot be used"))
    }

    pub(super) fn bearer(&self) -> Result<Bearer, Error> {
        let Some(token) = &self.token else {
            return Ok(Bearer(None));
        };
        let mut value: MetadataValue<Ascii> = format!("Bearer {token}")
            .parse()
            .map_err(|_| Error::Access("the token holds what no header may"))?;
        // Kept out of the tables of HTTP/2, where it could be guessed byte by byte.
        value.set_sensitive(true);
        Ok(Bearer(Some(value)))
    }
}

impl fmt::Debug for Access {
    /// Without the secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Access")
            .field("ca", &self.ca.is_some())
            .field("identity", &self.identity.is_some())
            .field("server_name", &self.server_name)
            .field("token", &self.token.is_some())
            .finish()
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Bearer")
    }
}

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(token) = &self.0 {
            let headers = request.metadata_mut();
            headers.insert("authorization", token.clone());
        }
        Ok(request)
    }
}
