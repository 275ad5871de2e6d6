// Azure takes a request with another key and leaves the tag out, so that every later preview would set it again:
// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations (no spaces, parentheses, special or Unicode
// characters, and no digit in front), https://github.com/hashicorp/terraform-provider-azurerm/issues/6129 (private zones, spaces and colons).
const ZONE_TAG_KEY = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Whether a DNS zone of Azure keeps a tag of this key. */
export const isZoneTagKey = (key: string): boolean => ZONE_TAG_KEY.test(key);
