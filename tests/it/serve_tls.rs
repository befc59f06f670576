//! Encryption as callers meet it: certificates made for each test, shown to the real binary.

use std::path::{Path, PathBuf};
use std::time::Instant;

use mtflag::proto::pb;
use mtflag::proto::pb::flag_service_client::FlagServiceClient;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, date_time_ymd,
};
use tempfile::TempDir;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity};

use crate::process::{PATIENCE, Server};

/// Signs certificates.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key, PEM.
pub struct Certified {
    pub certificate: String,
    pub key: String,
}

/// A folder with the certificates of a server.
pub struct Files(TempDir);

#[tokio::test]
async fn calls_are_encrypted_for_whoever_trusts_the_authority() {
    let authority = Authority::new("first");
    let files = Files::new(&authority.server());
    let server = files.serve(&[]);
    list_rules(&server, trusting(&authority)).await.unwrap();

    let other = Authority::new("other");
    list_rules(&server, trusting(&other)).await.unwrap_err();
    let plain = Channel::from_shared(server.url.clone()).unwrap();
    let call = FlagServiceClient::new(plain.connect_lazy())
        .list_rules(pb::ListRulesRequest::default())
        .await;
    assert!(call.is_err(), "not without encryption");
    list_rules(&server, trusting(&authority)).await.unwrap();
}

#[tokio::test]
async fn callers_show_certificates_where_that_is_asked_for() {
    let authority = Authority::new("servers");
    let callers = Authority::new("callers");
    let files = Files::new(&authority.server());
    let ca = files.write("callers.pem", &callers.pem());
    let server = files.serve(&["--tls-client-ca", ca.to_str().unwrap()]);

    let with = |shown: Certified| {
        trusting(&authority).identity(Identity::from_pem(shown.certificate, shown.key))
    };
    list_rules(&server, with(callers.client(2100)))
        .await
        .unwrap();
    let refused = [
        ("none", trusting(&authority)),
        ("expired", with(callers.client(2001))),
        ("of another authority", with(authority.client(2100))),
    ];
    for (count, (what, config)) in (1..).zip(refused) {
        assert!(list_rules(&server, config).await.is_err(), "{what}");
        let lines = || {
            let events = server.events();
            let failed =
                |event: &&serde_json::Value| event["fields"]["message"] == "TLS handshake failed";
            events.iter().filter(failed).count()
        };
        // The caller may hear of it first.
        let start = Instant::now();
        while lines() < count && start.elapsed() < PATIENCE {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert_eq!(lines(), count, "one line for each: {what}");
    }
    list_rules(&server, with(callers.client(2100)))
        .await
        .unwrap();
}

#[tokio::test]
async fn new_certificates_are_taken_up_under_load_and_broken_ones_are_not() {
    let (old, new) = (Authority::new("old"), Authority::new("new"));
    let files = Files::new(&old.server());
    let server = files.serve(&["--reload-every", "20ms"]);

    // Calls one after another, half of them on new connections, by callers who trust both.
    let both = trusting(&old).ca_certificate(Certificate::from_pem(new.pem()));
    let load: Vec<_> = [false, true]
        .map(|reconnects| {
            let endpoint = endpoint(&server, both.clone());
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let calls = tokio::spawn(async move {
                let mut channel = endpoint.connect_lazy();
                let mut calls = 0;
                while stopped.is_empty() {
                    if reconnects {
                        channel = endpoint.connect_lazy();
                    }
                    let mut service = FlagServiceClient::new(channel.clone());
                    let call = service.list_rules(pb::ListRulesRequest::default()).await;
                    call.unwrap_or_else(|status| panic!("after {calls}: {status}"));
                    calls += 1;
                }
                calls
            });
            (stop, calls)
        })
        .into();

    files.take(&new.server());
    let start = Instant::now();
    while list_rules(&server, trusting(&new)).await.is_err() {
        assert!(start.elapsed() < PATIENCE, "it is never taken up");
    }
    files.write("certificate.pem", "-----BEGIN CERTIFICATE-----\nbroken");
    let kept = "not reloaded: the old stays in use";
    server.event(|event| event["fields"]["message"] == kept);
    list_rules(&server, trusting(&new)).await.unwrap();
    list_rules(&server, trusting(&old)).await.unwrap_err();
    for (stop, calls) in load {
        stop.send(()).unwrap();
        assert!(calls.await.unwrap() > 0, "no call was lost");
    }
    // Of renewing, which writes one file after the other, it may have seen half; of the broken one
    // it speaks once.
    let broken = server.events();
    let broken = broken.iter().filter(|event| {
        let why = event["fields"]["why"].as_str().unwrap_or_default();
        event["fields"]["message"] == kept && why.contains("no certificate")
    });
    assert_eq!(broken.count(), 1);
}

#[test]
fn files_that_cannot_be_used_are_an_error_at_the_start() {
    let authority = Authority::new("first");
    let files = Files::new(&authority.server());
    files.write("key.pem", &authority.server().key);
    let arguments = files.arguments();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let run = crate::process::mtflag(&[&["serve", "--isolated"], &arguments[..]].concat(), b"");
    assert_eq!(run.status.code(), Some(2));
    let told = crate::process::text(&run.stderr);
    assert!(told.contains("TLS certificates: "), "{told}");
    assert!(!told.contains("PRIVATE KEY"), "{told}");
}

async fn list_rules(server: &Server, config: ClientTlsConfig) -> Result<(), tonic::Status> {
    FlagServiceClient::new(endpoint(server, config).connect_lazy())
        .list_rules(pb::ListRulesRequest::default())
        .await
        .map(drop)
}

fn endpoint(server: &Server, config: ClientTlsConfig) -> Endpoint {
    let url = format!("https://localhost:{}", server.port());
    let endpoint = Channel::from_shared(url).unwrap();
    endpoint.tls_config(config).unwrap()
}

fn trusting(authority: &Authority) -> ClientTlsConfig {
    ClientTlsConfig::new().ca_certificate(Certificate::from_pem(authority.pem()))
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        Authority(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// For `localhost`.
    pub fn server(&self) -> Certified {
        let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        self.sign(params, ExtendedKeyUsagePurpose::ServerAuth)
    }

    /// Good up to the begin of `year`.
    pub fn client(&self, year: i32) -> Certified {
        let mut params = CertificateParams::default();
        params.not_after = date_time_ymd(year, 1, 1);
        self.sign(params, ExtendedKeyUsagePurpose::ClientAuth)
    }

    fn sign(&self, mut params: CertificateParams, purpose: ExtendedKeyUsagePurpose) -> Certified {
        params.extended_key_usages.push(purpose);
        let key = KeyPair::generate().unwrap();
        Certified {
            certificate: params.signed_by(&key, &self.0).unwrap().pem(),
            key: key.serialize_pem(),
        }
    }
}

impl Files {
    pub fn new(certified: &Certified) -> Self {
        let files = Files(TempDir::new().unwrap());
        files.take(certified);
        files
    }

    fn take(&self, certified: &Certified) {
        self.write("certificate.pem", &certified.certificate);
        self.write("key.pem", &certified.key);
    }

    /// In one step, as tools that renew certificates do.
    pub fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path().join(name);
        let beside = self.path().join("new");
        std::fs::write(&beside, content).unwrap();
        std::fs::rename(beside, &path).unwrap();
        path
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn arguments(&self) -> [String; 4] {
        let path = |name| self.path().join(name).to_str().unwrap().to_owned();
        [
            "--tls-certificate".into(),
            path("certificate.pem"),
            "--tls-key".into(),
            path("key.pem"),
        ]
    }

    pub fn serve(&self, more: &[&str]) -> Server {
        let files = self.arguments();
        let files: Vec<_> = files.iter().map(String::as_str).collect();
        Server::start_with(&[&files[..], more].concat())
    }
}
