# SPDX-License-Identifier: Apache-2.0
# What Debian wants of a package's files, after they were installed and before they are packed.
set(shared ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
execute_process(COMMAND date -u -R -d @$ENV{SOURCE_DATE_EPOCH} OUTPUT_VARIABLE day OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${shared}/doc/casus/CHANGELOG.md ${shared}/doc/casus/NEWS.md)
file(WRITE ${shared}/doc/casus/changelog
  "casus (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n  * What changed is in NEWS.md.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${day}\n")
execute_process(COMMAND gzip -9n ${shared}/doc/casus/changelog ${shared}/doc/casus/NEWS.md ${shared}/man/man1/casus.1 COMMAND_ERROR_IS_FATAL ANY)
file(GLOB libraries ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/lib/*/*.a)
execute_process(COMMAND strip --strip-debug --enable-deterministic-archives ${libraries} COMMAND_ERROR_IS_FATAL ANY)
