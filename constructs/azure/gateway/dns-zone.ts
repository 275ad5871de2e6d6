import { RecordSet } from '@pulumi/azure-native/dns/recordSet.js';
import type * as pulumi from '@pulumi/pulumi';

/** A record of a public DNS zone. */
export interface DnsRecord {
  /** Within the zone: `llm` is llm.example.com in example.com. */
  readonly name: string;
  readonly type: 'CNAME' | 'TXT';
  readonly value: pulumi.Input<string>;
}

/** A public DNS zone that records can be made in, of whatever provider. */
export interface DnsZone {
  /** Such as `example.com`. */
  readonly zoneName: string;
  /** Makes a record. Who needs it depends on what is returned. */
  addRecord(name: string, record: DnsRecord, opts: pulumi.CustomResourceOptions): pulumi.Resource;
}

export interface AzureDnsZoneAttributes {
  /** Such as `example.com`. */
  readonly zoneName: string;
  /** The group that the zone lies in, in the subscription of the program. */
  readonly resourceGroupName: pulumi.Input<string>;
}

// Short enough that a changed address is seen within the hour.
const TTL_SECONDS = 3600;

/**
 * A zone of Azure DNS that exists. Nothing is looked up; records come and go with who asks for them.
 *
 * @see https://learn.microsoft.com/azure/dns/dns-zones-records
 */
export class AzureDnsZone implements DnsZone {
  readonly zoneName: string;
  private readonly resourceGroupName: pulumi.Input<string>;

  constructor({ zoneName, resourceGroupName }: AzureDnsZoneAttributes) {
    this.zoneName = zoneName;
    this.resourceGroupName = resourceGroupName;
  }

  addRecord(name: string, { name: recordName, type, value }: DnsRecord, opts: pulumi.CustomResourceOptions): pulumi.Resource {
    return new RecordSet(
      name,
      {
        resourceGroupName: this.resourceGroupName,
        zoneName: this.zoneName,
        recordType: type,
        relativeRecordSetName: recordName,
        ttl: TTL_SECONDS,
        ...(type === 'CNAME' ? { cnameRecord: { cname: value } } : { txtRecords: [{ value: [value] }] }),
      },
      opts,
    );
  }
}
