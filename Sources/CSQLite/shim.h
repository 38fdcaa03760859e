#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call: this switches one of its on/off settings.
static inline int nija_sqlite3_set_option(sqlite3 *connection, int option, int on) {
    return sqlite3_db_config(connection, option, on, (int *)0);
}

// sqlite3_config is variadic too: this has SQLite allocate without counting how much, under a lock for the whole process. It
// only helps before anything else of SQLite runs.
static inline int nija_sqlite3_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
