//! Ways out of the document.
