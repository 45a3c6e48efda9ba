@echo off
rem Starts the workbench on Windows; Eclipse options such as -data DIR are passed on.
setlocal enableextensions
call "%~dp0find-java.cmd"
if errorlevel 1 exit /b 1
set "LAUNCHER="
for /f "delims=" %%f in ('dir /b "%~dp0plugins\org.eclipse.equinox.launcher_*.jar" 2^>nul') do set "LAUNCHER=%~dp0plugins\%%f"
if defined LAUNCHER goto start
echo weightbench: "%~dp0plugins" holds no Equinox launcher: unpack the product again 1>&2
exit /b 1

:start
start "Weightbench" "%JAVA_HOME%\bin\javaw.exe" -XX:TieredStopAtLevel=1 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -jar "%LAUNCHER%" %*
