@echo off
rem Starts the weightbench command on Windows, with the Java of the archive or one of this system.
setlocal enableextensions
for %%d in ("%~dp0..") do set "APPLICATION=%%~fd"
if not exist "%APPLICATION%\runtime\bin\java.exe" goto find
set "JAVA_HOME=%APPLICATION%\runtime"
goto start

:find
call "%~dp0find-java.cmd"
if errorlevel 1 exit /b 1

:start
rem What computes for long wants the optimizing compiler, and what dequantizes the vector module.
set "WANTED=-XX:TieredStopAtLevel=1"
for %%c in (run synth) do if /i "%~1"=="%%c" set "WANTED=-XX:+TieredCompilation"
for %%c in (convert quant) do if /i "%~1"=="%%c" set "WANTED=--add-modules=jdk.incubator.vector"
"%JAVA_HOME%\bin\java.exe" -Xlog:disable -XX:+UseSerialGC %WANTED% -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "%APPLICATION%\lib\*" org.weightbench.cli.Main %*
exit /b %ERRORLEVEL%
