//! The chunks of a PNG. See <https://www.w3.org/TR/png-3/#5Chunk-layout>.

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Length, kind, and the sum at the end of a chunk.
pub const FRAME_BYTES: usize = 12;

/// The kind of a chunk, the chunk with its frame, and what follows it; `None`: it is not whole.
pub fn next_chunk(rest: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (len, after) = rest.split_first_chunk::<4>()?;
    let kind = after.first_chunk::<4>()?;
    let len = usize::try_from(u32::from_be_bytes(*len)).ok()?;
    let (chunk, after) = rest.split_at_checked(len.checked_add(FRAME_BYTES)?)?;
    Some((kind, chunk, after))
}

/// What is in a chunk.
pub fn data(chunk: &[u8]) -> &[u8] {
    let end = chunk.len().saturating_sub(4);
    chunk.get(8..end).unwrap_or_default()
}
