//! Any text as an edit, in the plain notation, of a story with a locked block: a valid document, which is read back
//! exactly as it is written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::{Block, BlockId, Document, Node, Photo, PictureId, Text, notation};

fuzz_target!(|text: &str| {
    let (Some(first), Some(second), Some(picture)) =
        (BlockId::parse("a1"), BlockId::parse("p1"), PictureId::parse("7zk3m9qa"))
    else {
        return;
    };
    let blocks = vec![
        Block::new(first, Node::Paragraph(Text::plain("قال الوزير"))),
        Block::new(second, Node::Photo(Photo::new(picture))),
    ];
    let from = Document { blocks };
    let mut source = || 1;
    let Ok((document, _)) = notation::read(text, &from, &mut source) else { return };
    assert_eq!(document.validate(), Ok(()));
    let written = notation::write(&document);
    let (again, notices) = notation::read(&written, &document, &mut source).expect("what was valid");
    assert_eq!((again, notices), (document, vec![]));
});
