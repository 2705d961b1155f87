//! Letters: data in, PDF out. No database, no clock, no file system.
