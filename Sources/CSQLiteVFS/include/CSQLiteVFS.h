#ifndef CSQLITEVFS_H
#define CSQLITEVFS_H

/// The name of a layer of system calls (a VFS) over the one called `base`, NULL for SQLite's usual one; made at the first
/// call. NULL when there is no such layer, or no memory.
///
/// It is for the one connection that ever writes to a database, and saves that connection most of a commit's system calls:
///
/// - What a commit appends to the write-ahead log is written with one call, before the write of the commit's last page returns
///   (LogFile.c).
/// - The locks of the writer stay taken between its transactions (DatabaseFile.c).
///
/// What is on the disk is the same, byte for byte, and everything else is the layer's below. Connections that only read use
/// that one. Callable from any thread.
const char *nija_writer_vfs(const char *base);

#endif
