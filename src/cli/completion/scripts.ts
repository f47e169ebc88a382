import type { CompletionShell } from './completion-shells.ts';

/**
 * The script for each shell, which passes the typed words to `rolekeeper complete`. The shell
 * treats words and answer as data and never runs them as code.
 */
export const COMPLETION_SCRIPTS: Readonly<Record<CompletionShell, string>> = {
  // This script also works with bash 3.2 on macOS, which has no mapfile and may have no compopt.
  bash: `_rolekeeper() {
  local kind line
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r line; do COMPREPLY+=("$line"); done
  } < <(command rolekeeper complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  if [[ $kind == files ]]; then compopt -o default 2>/dev/null; fi
}
complete -F _rolekeeper rolekeeper
`,
  zsh: `#compdef rolekeeper
_rolekeeper() {
  local line kind tab=$'\\t'
  local -a lines values shown typed
  typed=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
  lines=("\${(@f)$(command rolekeeper complete zsh "\${typed[@]}" 2>/dev/null)}")
  kind=$lines[1]
  if [[ $kind == files ]]; then
    compset -P '--*='
    _files
    return
  fi
  for line in "\${(@)lines[2,-1]}"; do
    values+=("\${line%%$tab*}")
    shown+=("\${line/$tab/  }")
  done
  (( $#values )) && compadd -l -d shown -a values
}
if [[ $funcstack[1] == _rolekeeper ]]; then
  _rolekeeper "$@"
else
  compdef _rolekeeper rolekeeper
fi
`,
  fish: `function __rolekeeper_complete
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l current (commandline -ct | string trim --left --chars '"\\'')
    set -l lines (command rolekeeper complete fish $typed "$current" 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path (commandline -ct)
    else if set -q lines[2]
        printf '%s\\n' $lines[2..-1]
    end
end
complete -c rolekeeper -f -a '(__rolekeeper_complete)'
`,
  // This script passes the words in a variable. PowerShell 5 does not quote arguments of programs,
  // and rolekeeper.cmd would parse the arguments again.
  powershell: `Register-ArgumentCompleter -Native -CommandName rolekeeper -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $env:ROLEKEEPER_WORDS = ConvertTo-Json -Compress -InputObject @($typed + $wordToComplete)
    try { $lines = @(rolekeeper complete powershell 2>$null) } finally { Remove-Item Env:ROLEKEEPER_WORDS }
    $lines | Select-Object -Skip 1 | ForEach-Object {
        $each = ConvertFrom-Json $_
        [System.Management.Automation.CompletionResult]::new($each.insert, $each.word, 'ParameterValue', $each.text)
    }
}
`,
};
