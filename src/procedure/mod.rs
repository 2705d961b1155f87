//! The rules of the procedure, as plain data and pure functions.
