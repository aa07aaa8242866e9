//! arabic
