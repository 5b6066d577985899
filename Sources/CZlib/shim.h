#ifndef FEEDFORWARD_CZLIB_SHIM_H
#define FEEDFORWARD_CZLIB_SHIM_H

#include <zlib.h>

/// inflateInit2, a macro. Returns what that does.
static inline int zlib_inflate_init(z_streamp stream, int window_bits) { return inflateInit2(stream, window_bits); }

/// deflateInit2 with the default memory level and strategy, a macro. Returns what that does.
static inline int zlib_deflate_init(z_streamp stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
