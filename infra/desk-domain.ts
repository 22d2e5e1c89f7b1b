import { CfnOutput, Stack } from 'aws-cdk-lib';
import { ApiMapping, DomainName, type HttpApi, type HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { deskZone } from './desk-zone.ts';
import type { Deployment } from './settings-schema.ts';

type Props = { domain: NonNullable<Deployment['domain']>; zone: Deployment['zone']; api: HttpApi; stage: HttpStage };

/** A name of the admin's own for the HTTP doors: links in mail outlive the API that they lead to. In the desk's zone its record is written, else it is an output. */
export class DeskDomain extends Construct {
  constructor(scope: Construct, id: string, { domain, zone, api, stage }: Props) {
    super(scope, id);
    const isZones = zone !== undefined && domain.name.endsWith(`.${zone.name}`);
    const certificate = domain.certificateArn
      ? Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn)
      : new Certificate(this, 'Certificate', {
          domainName: domain.name,
          validation: CertificateValidation.fromDns(zone && deskZone(this, zone)),
        });
    const domainName = new DomainName(this, 'Name', { domainName: domain.name, certificate });
    new ApiMapping(this, 'Mapping', { api, domainName, stage });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    if (!isZones) {
      const description = 'DNS record: the desk on the web';
      new CfnOutput(Stack.of(this), 'WebRecord', { value: `${domain.name} CNAME ${regionalDomainName}`, description });
      return;
    }
    const target = RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId));
    const record = { zone: deskZone(this, zone), recordName: `${domain.name}.`, target };
    new ARecord(this, 'A', record);
    new AaaaRecord(this, 'Aaaa', record);
  }
}
