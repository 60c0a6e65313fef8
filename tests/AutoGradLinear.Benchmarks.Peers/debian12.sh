#!/bin/sh
# TorchSharp's native library asks for version GLIBCXX_3.4.32 of the C++ library (GCC 13), for the sake of one empty function; Debian 12 has 3.4.30. This marks the version as weak in the
# copy below the build's output, so that the loader only warns, and makes a library with the function, which the benchmarks preload. Needs gcc and python3.
#   debian12.sh tests/AutoGradLinear.Benchmarks.Peers/bin/Release/net10.0
set -e
python3 - "$1/runtimes/linux-x64/native/libLibTorchSharp.so" <<'PYTHON'
import os, struct, sys

path = sys.argv[1]
library = open(path, 'rb').read()
# An entry of the version table: hash of the name, flags, index (ELF, "Version Dependencies").
strong, weak = (struct.pack('<IHH', 0x0297F842, flags, 18) for flags in (0, 2))
if strong in library:
    assert library.count(strong) == 1
    os.remove(path)  # a link to the package's file would change that, too
    open(path, 'wb').write(library.replace(strong, weak))
    os.chmod(path, 0o755)
PYTHON
echo 'void _ZSt21ios_base_library_initv(void) {}' | gcc -shared -fPIC -x c - -o "$1/ios_stub.so"
