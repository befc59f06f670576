//! Makes Rust and a descriptor set of the contract, without `protoc`.

use std::error::Error;
use std::path::Path;

use protox::prost::Message;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=proto");
    let set = protox::compile(["mtflag/v1/flag_service.proto"], ["proto"])?;
    let file = Path::new(&std::env::var("OUT_DIR")?).join("mtflag.binpb");
    std::fs::write(file, set.encode_to_vec())?;
    let codec = "crate::proto::codec::Codec";
    Ok(tonic_prost_build::configure()
        .codec_path(codec)
        .compile_fds(set)?)
}
