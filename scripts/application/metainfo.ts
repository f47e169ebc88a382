/**
 * Returns the AppStream metadata, which software centres show. Each dated version of the changelog
 * is a release.
 */
export function metainfo(changelog: string, homepage: string | null): string {
  const releases = [...changelog.matchAll(/^## \[(\d[^\]]*)\] - (\d{4}-\d{2}-\d{2})$/gm)].map(
    ([, version, date]) => `    <release version="${version ?? ''}" date="${date ?? ''}" />`,
  );
  const url =
    homepage === null
      ? ''
      : `\n  <url type="homepage">${escapeXml(homepage.replace(/#.*$/, ''))}</url>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>app.rolekeeper.Rolekeeper</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>Rolekeeper</name>
  <summary>Keeps temporary AWS role credentials fresh</summary>
  <summary xml:lang="de">Hält temporäre AWS-Zugangsdaten von Rollen aktuell</summary>
  <description>
    <p>
      Click a role once. Rolekeeper refreshes its keys in the AWS credentials file before they
      expire, so that the AWS CLI and the SDKs always have valid keys.
    </p>
    <p xml:lang="de">
      Ein Klick auf eine Rolle genügt. Ihre Schlüssel in der AWS-Datei credentials werden erneuert,
      bevor sie ablaufen.
    </p>
  </description>
  <launchable type="desktop-id">app.rolekeeper.Rolekeeper.desktop</launchable>
  <developer id="app.rolekeeper">
    <name>The Rolekeeper authors</name>
  </developer>
  <developer_name>The Rolekeeper authors</developer_name>${url}
  <provides>
    <binary>rolekeeper-tray</binary>
  </provides>
  <content_rating type="oars-1.1" />
  <releases>
${releases.join('\n')}
  </releases>
</component>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
