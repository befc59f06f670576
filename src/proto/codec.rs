//! How messages of the contract go over the wire: as tonic writes and reads them, but with buffers
//! that are small until a message needs more. A stream holds two for as long as it is open.

use std::marker::PhantomData;

use prost::Message;
use tonic::codec::BufferSettings;
use tonic_prost::{ProstDecoder, ProstEncoder};

/// The codec that `build.rs` gives to the service and its client.
pub struct Codec<Sent, Received>(PhantomData<(Sent, Received)>);

/// Bytes that a buffer begins with; tonic would take 8 KiB.
const BUFFER: usize = 512;
/// Answers are put together up to so many bytes before they are sent: what tonic does.
const TOGETHER: usize = 32 << 10;

impl<Sent, Received> Default for Codec<Sent, Received> {
    fn default() -> Self {
        Codec(PhantomData)
    }
}

impl<Sent, Received> tonic::codec::Codec for Codec<Sent, Received>
where
    Sent: Message + Send + 'static,
    Received: Message + Default + Send + 'static,
{
    type Encode = Sent;
    type Decode = Received;
    type Encoder = ProstEncoder<Sent>;
    type Decoder = ProstDecoder<Received>;

    fn encoder(&mut self) -> Self::Encoder {
        ProstEncoder::new(BufferSettings::new(BUFFER, TOGETHER))
    }

    fn decoder(&mut self) -> Self::Decoder {
        ProstDecoder::new(BufferSettings::new(BUFFER, TOGETHER))
    }
}
