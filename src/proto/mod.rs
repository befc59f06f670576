//! The contract in Rust, and the only place that knows both worlds: requests become jobs, reports
//! become responses and reports again. Knows no socket.

mod catalogue;
mod code;
mod codec;
mod request;
mod response;

/// The messages and the service of package `mtflag.v1`, made from `proto/`.
#[allow(
    missing_docs,
    unused_qualifications,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::default_trait_access,
    clippy::missing_errors_doc,
    clippy::semicolon_if_nothing_returned,
    reason = "generated: the comments and the shapes are those of the contract"
)]
pub mod pb {
    tonic::include_proto!("mtflag.v1");
}

pub use code::code_name;
pub use request::{Invalid, Job, MOST_NAMES, Violation};
pub use response::Unreadable;

/// The contract as an encoded `google.protobuf.FileDescriptorSet`, for reflection and transcoders.
pub const DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/mtflag.binpb"));

/// The full name of the service, as health checks and reflection know it.
pub const SERVICE_NAME: &str = pb::flag_service_server::SERVICE_NAME;
