//! The guard on texts and files that are made here.
