//! Stored texts that unpack to far more than was packed: refused, or read within
//! bounded memory.

use std::path::Path;

use ibid::Document;

use crate::common::{copy_files, file_names, scratch, small};
use crate::probe::{Probed, Prober, Work};
use crate::segment_file::SegmentFile;

const DOCUMENTS: usize = 12;

/// What tantivy ends the file with: its version, where the list begins, the packing.
const FOOTER_BYTES: usize = 28;

fn make(path: &Path) {
    let index = small().create(path).unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..DOCUMENTS {
        let text = format!("Number {number} of the quay was painted in a dull grey.");
        writer.add(&Document::new(format!("d{number}"), text)).unwrap();
    }
    writer.optimize().unwrap();
    writer.close().unwrap();
}

/// A number as tantivy writes it: seven bits a byte, the last marked.
fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 & 0x7f);
        number >>= 7;
    }
    out.push(number as u8 | 0x80);
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

/// The stored fields of each passage of a file with one block.
fn passages(body: &[u8], list_at: usize) -> Vec<Vec<u8>> {
    let block = zstd::decode_all(&body[4..list_at]).unwrap();
    let count = u32_at(&block, block.len() - 4);
    assert_eq!(count, DOCUMENTS);
    let offsets_at = block.len() - 4 * (count + 1);
    let begin = |number: usize| u32_at(&block, offsets_at + 4 * number);
    let end = |number| if number + 1 < count { begin(number + 1) } else { offsets_at };
    (0..count).map(|number| block[begin(number)..end(number)].to_vec()).collect()
}

/// A block of that passage, and of one of zeros that nothing names. zstd has a kind
/// of block, `RLE`, that repeats one byte.
fn padded(passage: &[u8], zeros: usize) -> Vec<u8> {
    const RAW: u32 = 0;
    const RLE: u32 = 1;
    const MAX_BLOCK: usize = 128 << 10;
    let offsets: Vec<u8> =
        [0, passage.len() as u32, 2].iter().flat_map(|number| number.to_le_bytes()).collect();
    let unpacked = (passage.len() + zeros + offsets.len()) as u32;
    let mut packed = unpacked.to_le_bytes().to_vec();
    // One segment, whose length is given in four bytes.
    packed.extend([0x28, 0xb5, 0x2f, 0xfd, 0xa0]);
    packed.extend(unpacked.to_le_bytes());
    let mut put = |kind: u32, bytes: usize, content: &[u8], is_last: bool| {
        let header = u32::from(is_last) | kind << 1 | (bytes as u32) << 3;
        packed.extend(&header.to_le_bytes()[..3]);
        packed.extend(content);
    };
    put(RAW, passage.len(), passage, false);
    for at in (0..zeros).step_by(MAX_BLOCK) {
        put(RLE, MAX_BLOCK.min(zeros - at), &[0], false);
    }
    put(RAW, offsets.len(), &offsets, true);
    packed
}

/// The same passages, each in a block of its own with so many zeros behind it.
fn pad(body: &mut Vec<u8>, zeros: usize) {
    let footer = body[body.len() - FOOTER_BYTES..].to_vec();
    let list_at = u32_at(&footer, 4);
    let passages = passages(body, list_at);
    body.clear();
    let mut layer = Vec::new();
    for number in [passages.len() as u64, 0, 0] {
        put_number(&mut layer, number);
    }
    for passage in passages {
        let block = padded(&passage, zeros);
        put_number(&mut layer, 1);
        put_number(&mut layer, block.len() as u64);
        body.extend(block);
    }
    let list_at = body.len() as u64;
    put_number(body, 1);
    put_number(body, layer.len() as u64);
    body.extend(layer);
    body.extend(&footer[..4]);
    body.extend(list_at.to_le_bytes());
    body.extend(&footer[12..]);
}

/// What becomes of the index whose blocks have so many zeros more.
fn probe(whole: &Path, padded: &Path, zeros: Option<usize>) -> Probed {
    copy_files(whole, padded);
    let name = file_names(whole).into_iter().find(|name| name.ends_with(".store")).unwrap();
    let mut file = SegmentFile::read(&std::fs::read(whole.join(&name)).unwrap());
    if let Some(zeros) = zeros {
        pad(&mut file.body, zeros);
    }
    std::fs::write(padded.join(name), file.into_bytes()).unwrap();
    Prober::new(Work::Probe).probe(padded)
}

#[test]
fn blocks_that_unpack_to_much_are_read_one_at_a_time() {
    let folder = scratch();
    let whole = folder.path().join("whole");
    make(&whole);
    let healthy = probe(&whole, &folder.path().join("same"), None);
    assert!(matches!(healthy, Probed::Answers { verified: true, .. }), "{healthy:?}");
    // Without optimisation memory is filled byte by byte.
    let largest = if cfg!(debug_assertions) { 8 } else { 31 };
    for megabytes in [0, 1, largest] {
        let path = folder.path().join(megabytes.to_string());
        assert_eq!(probe(&whole, &path, Some(megabytes << 20)), healthy, "{megabytes} MB");
    }
    for megabytes in [33, 500] {
        let path = folder.path().join(megabytes.to_string());
        let probed = probe(&whole, &path, Some(megabytes << 20));
        let is_told = matches!(&probed, Probed::Told(why) if why.contains("cannot be right"));
        assert!(is_told, "{megabytes} MB: {probed:?}");
    }
}
