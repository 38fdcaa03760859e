#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call: this switches one of its on/off settings.
static inline int nija_sqlite3_set_option(sqlite3 *connection, int option, int on) {
    return sqlite3_db_config(connection, option, on, (int *)0);
}
