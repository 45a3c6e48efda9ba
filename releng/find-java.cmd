@echo off
rem Sets JAVA_HOME to the first Java 25 or later in JAVA_HOME, PATH or the usual folders.
rem Called by weightbench.cmd and weightbench-ide.cmd.
set "CHOSEN="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :try "%%~dp$PATH:j.."
call :search "%ProgramFiles%\Eclipse Adoptium"
call :search "%ProgramFiles%\Java"
call :search "%ProgramFiles%\Microsoft"
call :search "%ProgramFiles%\Zulu"
call :search "%ProgramFiles%\Amazon Corretto"
call :search "%LocalAppData%\Programs\Eclipse Adoptium"
call :search "%UserProfile%\.jdks"
if defined CHOSEN goto found
echo weightbench: no Java 25 or later in JAVA_HOME, PATH or the usual folders: install one, for example Eclipse Temurin 25, or set JAVA_HOME to it 1>&2
exit /b 1

:found
set "JAVA_HOME=%CHOSEN%"
exit /b 0

:search
for /f "delims=" %%d in ('dir /b /ad "%~1" 2^>nul') do call :try "%~1\%%d"
exit /b 0

:try
if defined CHOSEN exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION="
for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" set "VERSION=%%~l"
if not defined VERSION exit /b 0
for /f "delims=.-+" %%v in ("%VERSION%") do set "VERSION=%%v"
if %VERSION% geq 25 set "CHOSEN=%~f1"
exit /b 0
