//! Posting lists written as tantivy writes them, for tests.

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::DocId;

use super::skip_list::BLOCK;

/// A posting list: passages, ascending, and their frequencies.
pub(super) fn posting_list(postings: &[(DocId, u32)]) -> Vec<u8> {
    let packer = BitPacker4x::new();
    let (mut entries, mut blocks, mut previous) = (Vec::new(), Vec::new(), 0);
    let (full, tail) = postings.as_chunks::<BLOCK>();
    for block in full {
        let passages = block.map(|posting| posting.0);
        let frequencies = block.map(|posting| posting.1 - 1);
        let before = (previous > 0).then_some(previous);
        let bits =
            [packer.num_bits_strictly_sorted(before, &passages), packer.num_bits(&frequencies)];
        let mut out = [0; BLOCK * 4];
        let length = packer.compress_strictly_sorted(before, &passages, &mut out, bits[0]);
        blocks.extend_from_slice(&out[..length]);
        let length = packer.compress(&frequencies, &mut out, bits[1]);
        blocks.extend_from_slice(&out[..length]);
        previous = passages[BLOCK - 1];
        entries.extend(previous.to_le_bytes());
        entries.extend([bits[0] | 1 << 6, bits[1]]);
        entries.extend(block.iter().map(|posting| posting.1).sum::<u32>().to_le_bytes());
        entries.extend([0, 0]);
    }
    let mut list = if full.is_empty() { Vec::new() } else { variable(entries.len() as u32) };
    list.append(&mut entries);
    list.append(&mut blocks);
    for &(passage, _) in tail {
        list.append(&mut variable(passage - previous));
        previous = passage;
    }
    list.extend(tail.iter().flat_map(|&(_, frequency)| variable(frequency)));
    list
}

/// The positions of a list.
pub(super) fn positions(numbers: &[u32]) -> Vec<u8> {
    let packer = BitPacker4x::new();
    let (full, tail) = numbers.as_chunks::<BLOCK>();
    let (mut bits, mut blocks) = (Vec::new(), Vec::new());
    for block in full {
        let (width, mut out) = (packer.num_bits(block), [0; BLOCK * 4]);
        let length = packer.compress(block, &mut out, width);
        bits.push(width);
        blocks.extend_from_slice(&out[..length]);
    }
    blocks.extend(tail.iter().flat_map(|&number| variable(number)));
    [variable(full.len() as u32), bits, blocks].concat()
}

/// A number of variable length.
pub(super) fn variable(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8);
        number >>= 7;
    }
    bytes.push(number as u8 | 0x80);
    bytes
}
