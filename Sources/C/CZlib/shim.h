#include <zlib.h>

// Macros that Swift does not import: a stream without a header of its own, as a zip file has it.
static inline int zlib_begin_inflate(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
static inline int zlib_begin_deflate(z_stream *stream) {
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}
