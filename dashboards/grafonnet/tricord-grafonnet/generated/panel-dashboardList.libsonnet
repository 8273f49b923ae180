// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withFolderId(value): { options+: { folderId: value } },
    withFolderUID(value): { options+: { folderUID: value } },
    withIncludeVars(value=true): { options+: { includeVars: value } },
    withKeepTime(value=true): { options+: { keepTime: value } },
    withMaxItems(value): { options+: { maxItems: value } },
    withQuery(value): { options+: { query: value } },
    withShowFolderNames(value=true): { options+: { showFolderNames: value } },
    withShowHeadings(value=true): { options+: { showHeadings: value } },
    withShowRecentlyViewed(value=true): { options+: { showRecentlyViewed: value } },
    withShowSearch(value=true): { options+: { showSearch: value } },
    withShowStarred(value=true): { options+: { showStarred: value } },
    withTags(value): { options+: { tags: if std.isArray(value) then value else [value] } },
    withTagsMixin(value): { options+: { tags+: if std.isArray(value) then value else [value] } },
  },
}
