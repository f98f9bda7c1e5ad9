#include <liblouis/liblouis.h>

// Enumerations that Swift gives names of their own.
static inline int louis_omit_undefined(void) { return noUndefined; }
static inline void louis_be_silent(void) { lou_setLogLevel(LOU_LOG_OFF); }
