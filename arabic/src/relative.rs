//! relative
