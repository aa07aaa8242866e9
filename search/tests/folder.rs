//! The folder of an index: builds take each other's place in one step, and one process writes.

// Tests only: a failed `unwrap` fails the test.
#![allow(clippy::unwrap_used)]

use search::{Error, IndexFolder};

#[test]
fn a_new_build_takes_the_place_of_the_one_in_use() {
    let place = tempfile::tempdir().unwrap();
    let folder = IndexFolder::at(&place.path().join("search"));
    assert_eq!(folder.current(), None);
    let lock = folder.lock().unwrap().unwrap();
    let (first, _) = folder.begin(&lock).unwrap();
    assert_eq!((first, folder.current(), folder.is_unfinished().unwrap()), (1, None, true));
    folder.use_build(&lock, first).unwrap();
    assert_eq!((folder.current(), folder.is_unfinished().unwrap()), (Some(1), false));
    folder.open(first).unwrap();
    // A build that is given up leaves the one in use.
    let (second, _) = folder.begin(&lock).unwrap();
    folder.remove_unfinished(&lock).unwrap();
    assert!(matches!(folder.open(second), Err(Error::Unusable(_))));
    folder.open(first).unwrap();
    let (third, _) = folder.begin(&lock).unwrap();
    folder.use_build(&lock, third).unwrap();
    assert_eq!(folder.current(), Some(third));
    assert!(matches!(folder.open(first), Err(Error::Unusable(_))), "the old one is removed");
}

#[test]
fn one_process_writes_and_others_can_ask_it_for_a_new_build() {
    let place = tempfile::tempdir().unwrap();
    let folder = IndexFolder::at(place.path());
    let lock = folder.lock().unwrap().unwrap();
    let other = IndexFolder::at(place.path());
    assert!(other.lock().unwrap().is_none());
    assert!(!folder.is_rebuild_asked());
    other.ask_rebuild().unwrap();
    assert!(folder.is_rebuild_asked());
    folder.answer_rebuild(&lock).unwrap();
    folder.answer_rebuild(&lock).unwrap();
    assert!(!folder.is_rebuild_asked());
    drop(lock);
    assert!(other.lock().unwrap().is_some());
    assert_eq!(folder.follower("one").unwrap(), "one");
    assert_eq!(other.follower("another").unwrap(), "one", "the name stays");
}
