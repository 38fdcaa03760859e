#ifndef FILE_H
#define FILE_H

#include <sqlite3.h>

/// A file as SQLite sees it, over the one of the layer below, which stands behind it in the same memory.
typedef struct {
    sqlite3_file seen;
    sqlite3_file *real;
} File;

/// The file of the layer below.
static inline sqlite3_file *real_of(sqlite3_file *file) { return ((File *)file)->real; }

/// The methods that hand everything on; a kind of file replaces what it does itself.
extern const sqlite3_io_methods forwarding_methods;

/// How much memory the kinds of file take before the layer's below.
extern const int log_file_size, database_file_size;

/// Makes the methods of a kind of file; before the first file.
void log_file_prepare(void);
void database_file_prepare(void);

/// Begins with an open `real` below; SQLITE_OK or why not.
int log_file_begin(sqlite3_file *file);
int database_file_begin(sqlite3_file *file);

#endif
