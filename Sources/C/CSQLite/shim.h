#include <sqlite3.h>

// A macro that casts, which Swift does not import.
static inline sqlite3_destructor_type sqlite3_transient(void) { return SQLITE_TRANSIENT; }

// Variadic: double quotes are for names only, and the schema cannot be corrupted by SQL.
static inline int sqlite3_be_strict(sqlite3 *database) {
    int code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    return code;
}
