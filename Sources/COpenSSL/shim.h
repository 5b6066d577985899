#ifndef FEEDFORWARD_COPENSSL_SHIM_H
#define FEEDFORWARD_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>

#endif
