#ifndef FEEDFORWARD_COPENSSL_SHIM_H
#define FEEDFORWARD_COPENSSL_SHIM_H

#include <openssl/evp.h>

#endif
