# SPDX-License-Identifier: Apache-2.0
# `make package`: one Debian package with the program, its page, the model, the library and its headers.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME casus)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The casus maintainers <casus@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "record of who said and did what, out of news reports")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"casus reads news reports on international affairs and keeps the record: who
said what, who did what to whom, who claims it and who denies it, what was
asked and what was answered. Each line is tied to the exact words that justify
it.
.
It reads English: plain text, HTML, feeds and web archives. The record is one
SQLite file; questions are asked on the command line or on a page that the
program serves.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/cmake/package/triggers)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# For those who build on the static library.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libxml2-dev, libuchardet-dev, libcld2-dev, libicu-dev, libsimdjson-dev, libfmt-dev, zlib1g-dev,
 libsqlite3-dev, libcurl4-openssl-dev, libcpp-httplib-dev")
string(REPLACE "\n" "" CPACK_DEBIAN_PACKAGE_SUGGESTS "${CPACK_DEBIAN_PACKAGE_SUGGESTS}")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 1)  # compressed in one piece, the same on every machine
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package/finish.cmake)

set(documents ${CMAKE_INSTALL_DATADIR}/doc/casus)
install(FILES cmake/package/copyright CHANGELOG.md README.md SECURITY.md DESTINATION ${documents})
install(FILES ${CMAKE_BINARY_DIR}/casus.spdx.json DESTINATION ${documents})
install(FILES cmake/package/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME casus)
include(CPack)
